//! Encryption at rest: XChaCha20-Poly1305 under keys derived from `SESSION_SECRET`.

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::{Randomness, VaultError};

const FORMAT: u8 = 1;
const KEY_ID: usize = 4;
const NONCE: usize = 24;
/// Fewer bytes of key material than this are refused.
const MINIMUM: usize = 32;

/// A setting that gives no usable key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Nothing given.
    #[error("no key material")]
    None,
    /// A part has fewer than 32 bytes.
    #[error("each secret needs {MINIMUM} bytes or more")]
    TooShort,
}

/// The keys, the first of which encrypts while all decrypt: so a secret can be replaced without signing anybody out.
#[derive(Clone)]
pub struct KeyRing(Vec<Key>);

#[derive(Clone)]
struct Key {
    id: [u8; KEY_ID],
    cipher: XChaCha20Poly1305,
    signing: Hmac<Sha256>,
}

impl KeyRing {
    /// From `SESSION_SECRET`: one secret, or several separated by commas.
    pub fn parse(setting: &SecretString) -> Result<Self, KeyError> {
        let parts = setting.expose_secret().split(',').map(str::trim).filter(|part| !part.is_empty());
        let keys = parts.map(Key::derive).collect::<Result<Vec<_>, _>>()?;
        if keys.is_empty() { Err(KeyError::None) } else { Ok(Self(keys)) }
    }

    /// Encrypts. `context` says what the secret is and whose (`grants.access_token/ID`): a ciphertext that is moved
    /// to another place does not decrypt there.
    pub(crate) fn seal(
        &self,
        randomness: &Randomness,
        context: &str,
        plain: &str,
    ) -> Result<Vec<u8>, VaultError> {
        let key = self.0.first().ok_or(VaultError::Undecipherable)?;
        let mut nonce = [0; NONCE];
        randomness.fill(&mut nonce);
        let payload = Payload { msg: plain.as_bytes(), aad: context.as_bytes() };
        let sealed =
            key.cipher.encrypt(&XNonce::from(nonce), payload).map_err(|_| VaultError::Undecipherable)?;
        Ok([&[FORMAT], &key.id[..], &nonce[..], &sealed].concat())
    }

    /// Decrypts what [`seal`](Self::seal) made for the same context under any of the keys.
    pub(crate) fn open(&self, context: &str, sealed: &[u8]) -> Result<SecretString, VaultError> {
        self.try_open(context, sealed).ok_or(VaultError::Undecipherable)
    }

    /// Whether any of the keys made this: all that can be said without its context.
    pub(crate) fn knows(&self, sealed: &[u8]) -> bool {
        self.position(sealed).is_some()
    }

    /// Whether the first key made this.
    pub(crate) fn is_current(&self, sealed: &[u8]) -> bool {
        self.position(sealed) == Some(0)
    }

    fn position(&self, sealed: &[u8]) -> Option<usize> {
        let (format, rest) = sealed.split_first()?;
        let id = rest.first_chunk::<KEY_ID>()?;
        self.0.iter().position(|key| *format == FORMAT && &key.id == id)
    }

    /// A tag over `text` that only who has a key can make, for addresses that are signed; the first key's.
    pub(crate) fn tag(&self, text: &str) -> Vec<u8> {
        self.tags(text).next().unwrap_or_default()
    }

    /// Whether `tag` is one of any key's.
    pub(crate) fn is_tag(&self, text: &str, tag: &[u8]) -> bool {
        self.tags(text).any(|good| bool::from(good.ct_eq(tag)))
    }

    fn tags<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Vec<u8>> + 'a {
        self.0.iter().map(move |key| {
            let mut mac = key.signing.clone();
            mac.update(text.as_bytes());
            mac.finalize().into_bytes().to_vec()
        })
    }

    fn try_open(&self, context: &str, sealed: &[u8]) -> Option<SecretString> {
        let key = self.0.get(self.position(sealed)?)?;
        let (nonce, cipher_text) = sealed.get(1 + KEY_ID..)?.split_first_chunk::<NONCE>()?;
        let payload = Payload { msg: cipher_text, aad: context.as_bytes() };
        let plain = key.cipher.decrypt(&XNonce::from(*nonce), payload).ok()?;
        String::from_utf8(plain).ok().map(SecretString::from)
    }
}

impl std::fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "KeyRing({} keys)", self.0.len())
    }
}

impl Key {
    fn derive(material: &str) -> Result<Self, KeyError> {
        if material.len() < MINIMUM {
            return Err(KeyError::TooShort);
        }
        let derive = Hkdf::<Sha256>::new(None, material.as_bytes());
        let (mut key, mut id) = ([0; 32], [0; KEY_ID]);
        derive.expand(b"vitrine 1 encryption at rest", &mut key).map_err(|_| KeyError::TooShort)?;
        derive.expand(b"vitrine 1 key id", &mut id).map_err(|_| KeyError::TooShort)?;
        let mut signing = [0; 32];
        derive.expand(b"vitrine 1 signed addresses", &mut signing).map_err(|_| KeyError::TooShort)?;
        let signing = Hmac::new_from_slice(&signing).map_err(|_| KeyError::TooShort)?;
        Ok(Self { id, cipher: XChaCha20Poly1305::new(&key.into()), signing })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "an old secret of more than thirty-two bytes";
    const NEW: &str = "a new secret of more than thirty-two bytes!";

    fn ring(setting: &str) -> KeyRing {
        KeyRing::parse(&setting.into()).unwrap()
    }

    fn opened(ring: &KeyRing, context: &str, sealed: &[u8]) -> Option<String> {
        ring.open(context, sealed).ok().map(|plain| plain.expose_secret().to_owned())
    }

    #[test]
    fn a_replaced_secret_still_decrypts_and_no_longer_encrypts() {
        let sealed = ring(OLD).seal(&Randomness::system(), "a", "token").unwrap();
        let both = ring(&format!("{NEW},{OLD}"));
        assert_eq!(opened(&both, "a", &sealed).as_deref(), Some("token"));
        let resealed = both.seal(&Randomness::system(), "a", "token").unwrap();
        assert_eq!(opened(&ring(OLD), "a", &resealed), None);
        assert_eq!(opened(&ring(NEW), "a", &resealed).as_deref(), Some("token"));
    }

    #[test]
    fn what_was_moved_or_changed_does_not_decrypt() {
        let ring = ring(OLD);
        let sealed = ring.seal(&Randomness::system(), "grants.access_token/1", "token").unwrap();
        assert_eq!(opened(&ring, "grants.access_token/2", &sealed), None);
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(opened(&ring, "grants.access_token/1", &changed), None, "byte {at}");
        }
        assert_eq!(opened(&ring, "grants.access_token/1", &sealed[..20]), None);
    }

    proptest::proptest! {
        /// Whatever is sealed opens as it was, under its own context and under no other.
        #[test]
        fn what_is_sealed_opens_where_it_was_sealed_and_nowhere_else(
            plain in ".*", context in ".*", other in ".*", key in "[ -+\\--~]{32,80}",
        ) {
            let ring = ring(&format!("x{key}x"));
            let sealed = ring.seal(&Randomness::system(), &context, &plain).unwrap();
            assert_eq!(opened(&ring, &context, &sealed), Some(plain));
            if other != context {
                assert_eq!(opened(&ring, &other, &sealed), None);
            }
        }

        /// Bytes that nobody sealed open nothing, and break nothing.
        #[test]
        fn what_nobody_sealed_does_not_open(bytes in proptest::collection::vec(0_u8.., 0..200)) {
            assert_eq!(opened(&ring(OLD), "a", &bytes), None);
        }

        /// What is cut off or continued does not open.
        #[test]
        fn what_has_another_length_does_not_open(plain in ".*", cut in 0_usize..60, more in 1_usize..60) {
            let sealed = ring(OLD).seal(&Randomness::system(), "a", &plain).unwrap();
            let cut = sealed.len().saturating_sub(cut + 1);
            assert_eq!(opened(&ring(OLD), "a", &sealed[..cut]), None);
            let longer = [sealed, vec![0; more]].concat();
            assert_eq!(opened(&ring(OLD), "a", &longer), None);
        }
    }

    #[test]
    fn short_secrets_are_refused() {
        assert_eq!(KeyRing::parse(&"short".into()).err(), Some(KeyError::TooShort));
        assert_eq!(KeyRing::parse(&" , ".into()).err(), Some(KeyError::None));
    }
}
