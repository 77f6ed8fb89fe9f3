//! A pass for files, for browsers that do not say from which page a request comes: an `<img>` can set no header, so its
//! address carries a proof that our own page made it.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::{Session, Vault};

/// How long a pass is good, in seconds.
pub const PASS_SECONDS: i64 = 300;

/// As it stands in an address: when it ends, and a tag over that and the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FilesPass(String);

impl FilesPass {
    /// For an address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Vault {
    /// A pass for the files of this session, for five minutes from now.
    pub fn files_pass(&self, session: &Session) -> FilesPass {
        let ends = self.now() + PASS_SECONDS;
        let tag = self.keys().tag(&signed(session, ends));
        FilesPass(format!("{ends}.{}", URL_SAFE_NO_PAD.encode(tag)))
    }

    /// Whether `pass` was made for this session and is still good.
    pub fn is_files_pass(&self, session: &Session, pass: &str) -> bool {
        let Some((ends, tag)) = pass.split_once('.') else { return false };
        let (Ok(ends), Ok(tag)) = (ends.parse::<i64>(), URL_SAFE_NO_PAD.decode(tag)) else { return false };
        let now = self.now();
        (now..=now + PASS_SECONDS).contains(&ends) && self.keys().is_tag(&signed(session, ends), &tag)
    }
}

fn signed(session: &Session, ends: i64) -> String {
    format!("files/{}/{ends}", session.name)
}
