//! Texts of whole pages, which are written in Markdown.

use pulldown_cmark::{Event, Options, Parser, html};

/// A text as markup. What in it is markup already is left out, comments among it.
pub(crate) fn markup(markdown: &str) -> String {
    let events = Parser::new_ext(markdown, Options::ENABLE_HEADING_ATTRIBUTES);
    let mut markup = String::new();
    html::push_html(
        &mut markup,
        events.filter(|event| !matches!(event, Event::Html(_) | Event::InlineHtml(_))),
    );
    markup
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_text_is_left_out() {
        let said = markup("<!-- a note -->\n\n## One {#one}\n\nTwo <b>three</b> <script>four</script>\n");
        assert_eq!(said, "<h2 id=\"one\">One</h2>\n<p>Two three four</p>\n");
    }
}
