//! The tour of every page in the languages that a continuous build leaves out.

use crate::tour::whole;

#[tokio::test]
async fn in_french() {
    whole("fr").await;
}

#[tokio::test]
async fn in_spanish() {
    whole("es").await;
}

#[tokio::test]
async fn in_chinese() {
    whole("zh").await;
}

#[tokio::test]
async fn in_russian() {
    whole("ru").await;
}

#[tokio::test]
async fn in_japanese() {
    whole("ja").await;
}

#[tokio::test]
async fn in_korean() {
    whole("ko").await;
}

#[tokio::test]
async fn in_german() {
    whole("de").await;
}

#[tokio::test]
async fn in_portuguese() {
    whole("pt").await;
}
