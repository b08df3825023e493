//! Codes on paper: ten, each good once, kept as keyed hashes.

use countersign_proto::{ids::AuthenticatorId, keys::SharedSecret, signed};
use zeroize::Zeroizing;

use super::code::{CodeCheck, secret_place};
use crate::{
    Ctx,
    model::{Credential, RecoveryCodes, TokenHash, TypedCode},
    port::Entropy,
    secrets::{Place, Sealed, Unsealable},
};

/// How many codes a set has.
const CODES: usize = 10;
/// How long a code is: sixty bits, which nobody guesses.
const LENGTH: usize = 12;
/// Digits and letters that are not mistaken for one another.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Where codes wait to be shown.
const SHOWN: &str = "enrollment.recovery_codes";

/// Draws a set, as its owner gets to see it.
pub fn draw(entropy: &dyn Entropy) -> Zeroizing<Vec<String>> {
    let code = |_| draw_one(entropy).to_string();
    Zeroizing::new((0..CODES).map(code).collect())
}

/// Draws one code, in groups of four.
pub(super) fn draw_one(entropy: &dyn Entropy) -> Zeroizing<String> {
    let mut bytes = Zeroizing::new([0_u8; LENGTH]);
    entropy.fill(bytes.as_mut());
    let letters = bytes
        .iter()
        .map(|byte| char::from(ALPHABET[usize::from(byte % 32)]));
    let letters: Vec<char> = letters.collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    Zeroizing::new(groups.join("-"))
}

/// The codes until one of them has been typed.
pub fn seal_shown(ctx: &Ctx, id: AuthenticatorId, codes: &[String]) -> Sealed {
    let text = Zeroizing::new(codes.join(" "));
    ctx.secrets
        .seal(shown_place(id.as_uuid().as_bytes()), text.as_bytes())
}

/// The reverse of [`seal_shown`].
///
/// # Errors
/// [`Unsealable`] if they do not open.
pub fn open_shown(
    ctx: &Ctx,
    id: AuthenticatorId,
    sealed: &Sealed,
) -> Result<Zeroizing<Vec<String>>, Unsealable> {
    let text = ctx.secrets.open(shown_place(id.as_uuid().as_bytes()), sealed)?;
    let text = std::str::from_utf8(&text).map_err(|_| Unsealable)?;
    Ok(Zeroizing::new(text.split(' ').map(str::to_owned).collect()))
}

/// What is kept of a set once it is its owner's.
pub fn keep(ctx: &Ctx, id: AuthenticatorId, codes: &[String]) -> RecoveryCodes {
    let mut key = Zeroizing::new([0; 32]);
    ctx.entropy.fill(key.as_mut());
    let secret = SharedSecret::from_bytes(*key);
    RecoveryCodes {
        key: ctx
            .secrets
            .seal(secret_place(id.as_uuid().as_bytes()), key.as_ref()),
        unused: codes
            .iter()
            .map(|code| hash(&secret, &TypedCode::new(code)))
            .collect(),
    }
}

/// Whether `code` is one of `codes`.
pub fn is_one_of(code: &TypedCode, codes: &[String]) -> bool {
    let typed = TokenHash::of(read(code).as_bytes());
    let matches = codes
        .iter()
        .filter(|known| TokenHash::of(read(&TypedCode::new(known)).as_bytes()) == typed);
    matches.count() > 0
}

/// What `code` is to this set.
///
/// # Errors
/// [`Unsealable`] if the key of its hashes does not open.
pub fn check(
    ctx: &Ctx,
    id: AuthenticatorId,
    codes: &RecoveryCodes,
    code: &TypedCode,
) -> Result<CodeCheck, Unsealable> {
    let key = ctx
        .secrets
        .open(secret_place(id.as_uuid().as_bytes()), &codes.key)?;
    let key = SharedSecret::from_slice(&key).map_err(|_| Unsealable)?;
    let typed = hash(&key, code);
    let unused: Vec<TokenHash> = codes
        .unused
        .iter()
        .copied()
        .filter(|known| *known != typed)
        .collect();
    if unused.len() == codes.unused.len() {
        return Ok(CodeCheck::Wrong);
    }
    Ok(CodeCheck::Right(Credential::RecoveryCodes(RecoveryCodes {
        unused,
        ..codes.clone()
    })))
}

fn hash(key: &SharedSecret, code: &TypedCode) -> TokenHash {
    TokenHash::from_bytes(signed::keyed_hash(key, &read(code)))
}

/// The code as it was meant: letters outside the alphabet are read as what they look like.
pub(super) fn read(code: &TypedCode) -> Zeroizing<String> {
    let meant = code.expose().chars().map(|c| match c {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    });
    Zeroizing::new(meant.collect())
}

const fn shown_place(id: &[u8; 16]) -> Place<'_> {
    Place {
        column: SHOWN,
        row: id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::SeededEntropy;

    #[test]
    fn a_set_has_ten_different_codes_that_nobody_guesses() {
        let codes = draw(&SeededEntropy::new(1));
        let mut distinct = codes.to_vec();
        distinct.sort();
        distinct.dedup();
        assert_eq!(distinct.len(), CODES);
        for code in codes.iter() {
            let plain = code.replace('-', "");
            assert_eq!((code.len(), plain.len()), (14, LENGTH));
            assert!(plain.bytes().all(|byte| ALPHABET.contains(&byte)), "{code}");
        }
    }

    #[test]
    fn look_alikes_are_read_as_what_was_meant() {
        let codes = ["0123-4567-89AB".to_owned(), "1111-0000-ZZZZ".to_owned()];
        for typed in ["o123 4567 89ab", "O123456789AB", "LiIl-oO0o-zzzz"] {
            assert!(is_one_of(&TypedCode::new(typed), &codes), "{typed}");
        }
        for typed in ["", "0123", "0123-4567-89AC", "0123-4567-89AB-0"] {
            assert!(!is_one_of(&TypedCode::new(typed), &codes), "{typed}");
        }
    }
}
