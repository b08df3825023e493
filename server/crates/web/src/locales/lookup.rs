//! Which language a browser or a service asks for (RFC 4647, section 3.4; RFC 9110, section 12.5.4).

use unic_langid::LanguageIdentifier;

use super::spoken;

/// Longest list that is read, in entries; the rest is nobody's wish.
const MAX_RANGES: usize = 20;

/// A tag, then the same with ever fewer parts. A part of one character goes with the one behind it.
pub(super) fn truncations(tag: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(tag), |tag| {
        let (shorter, _) = tag.rsplit_once('-')?;
        match shorter.rsplit_once('-') {
            Some((even_shorter, part)) if part.len() == 1 => Some(even_shorter),
            _ => Some(shorter),
        }
    })
}

/// The first language of a list in order of preference, as `ui_locales` has it (OpenID Connect Core, 3.1.2.1).
pub(super) fn of_list(list: &str) -> Option<LanguageIdentifier> {
    list.split_ascii_whitespace().take(MAX_RANGES).find_map(spoken)
}

/// The best language of `Accept-Language`. Those of quality 0 are not wanted.
pub(super) fn of_header(header: &str) -> Option<LanguageIdentifier> {
    let mut wanted: Vec<(f32, &str)> = header.split(',').take(MAX_RANGES).filter_map(range).collect();
    // A stable sort: among equals the first stays first.
    wanted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let unwanted: Vec<&str> = wanted
        .iter()
        .filter(|(quality, _)| *quality == 0.0)
        .map(|(_, tag)| *tag)
        .collect();
    let is_wanted = |id: &LanguageIdentifier| {
        let id = id.to_string();
        !unwanted.iter().any(|tag| tag.eq_ignore_ascii_case(&id))
    };
    wanted
        .iter()
        .filter(|(quality, _)| *quality > 0.0)
        .find_map(|(_, tag)| spoken(tag).filter(is_wanted))
}

/// One entry: a tag and how much it is wanted, from 0 to 1.
fn range(entry: &str) -> Option<(f32, &str)> {
    let (tag, parameters) = entry.split_once(';').unwrap_or((entry, "q=1"));
    let (name, quality) = parameters.split_once('=')?;
    let quality: f32 = quality.trim().parse().ok()?;
    (name.trim().eq_ignore_ascii_case("q") && (0.0..=1.0).contains(&quality)).then_some((quality, tag.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(header: &str) -> Option<String> {
        of_header(header).map(|id| id.to_string())
    }

    #[test]
    fn the_best_language_that_is_spoken_is_taken() {
        for (header, language) in [
            ("de", "de"),
            ("de-CH, fr;q=0.9", "de"),
            ("zh-Hant-TW", "zh"),
            ("pt-BR,en;q=0.5", "pt"),
            ("es-419", "es"),
            ("nl, fr-CA;q=0.8, en;q=0.7", "fr"),
            ("en;q=0.1, ja ; q=0.9", "ja"),
            ("fr, de", "fr"),
            ("KO-kr", "ko"),
            ("en;q=0, ru;q=0.1", "ru"),
            ("de-AT, de;q=0, ar;q=0.2", "ar"),
            ("de;q=x, fr;q=2, ja;q=-1, ru;q=0.001", "ru"),
            ("*, ar;q=0.5", "ar"),
        ] {
            assert_eq!(chosen(header).as_deref(), Some(language), "{header}");
        }
    }

    #[test]
    fn what_names_no_spoken_language_names_none() {
        let long = format!("{}de", "nl,".repeat(MAX_RANGES));
        for header in [
            "",
            "xx",
            "*",
            "*;q=0.1",
            ";;;q=x",
            "de;q=0",
            "q=1",
            ",",
            "de;level=1",
            &long,
        ] {
            assert_eq!(chosen(header), None, "{header}");
        }
    }

    #[test]
    fn a_list_of_a_service_is_read_in_its_order() {
        let first = |list| of_list(list).map(|id| id.to_string());
        assert_eq!(first("nl fr-CA  de").as_deref(), Some("fr"));
        assert_eq!(first("zh-Hant-TW").as_deref(), Some("zh"));
        assert_eq!(first("nl xx"), None);
        assert_eq!(first(""), None);
    }
}
