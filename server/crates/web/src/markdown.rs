//! Texts of whole pages, which are written in Markdown.

use pulldown_cmark::{Event, Options, Parser, html};

/// A text as markup. What in it is markup already is left out, comments among it.
pub(crate) fn markup(markdown: &str) -> String {
    let mut markup = String::new();
    html::push_html(
        &mut markup,
        events(markdown).filter(|event| !matches!(event, Event::Html(_) | Event::InlineHtml(_))),
    );
    markup
}

/// What a text says, without markup: its lines and paragraphs one after the other.
pub(crate) fn plain(markdown: &str) -> String {
    let said = events(markdown).map(|event| match event {
        Event::Text(text) | Event::Code(text) => text.to_string(),
        Event::SoftBreak | Event::HardBreak | Event::End(_) => " ".to_owned(),
        _ => String::new(),
    });
    said.collect()
}

fn events(markdown: &str) -> Parser<'_> {
    Parser::new_ext(markdown, Options::ENABLE_HEADING_ATTRIBUTES)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_in_a_text_is_left_out() {
        let written = "<!-- a note -->\n\n## One {#one}\n\nTwo <b>three</b> <script>four</script>\n";
        assert_eq!(
            markup(written),
            "<h2 id=\"one\">One</h2>\n<p>Two three four</p>\n"
        );
        assert_eq!(plain(written).trim(), "One Two three four");
    }
}
