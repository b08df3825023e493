//! Revocation lists are signed as often as they are to be, and no more.

use countersign_core::flow::certificate_authority::{RevocationLists, revocation_list, signing_authority};

use super::scene::{Scene, secs};

#[tokio::test]
async fn a_list_serves_for_as_long_as_others_may_keep_it() {
    let scene = Scene::new().await;
    signing_authority(&scene.ctx).await.unwrap();
    let list = async || revocation_list(&scene.ctx, None).await.unwrap();
    let first = list().await;
    scene.clock.advance(RevocationLists::KEPT - secs(1));
    assert_eq!(list().await, first);
    scene.clock.advance(secs(1));
    assert_ne!(list().await, first, "it says when it was signed");
}
