-- Times are seconds since 1970. Secrets of browsers (session, pre-session, handle, state) are stored as SHA-256,
-- secrets of Onshape (tokens, PKCE verifiers) encrypted.

CREATE TABLE grants (
    id            TEXT PRIMARY KEY,
    user_id       TEXT NOT NULL,
    user_name     TEXT NOT NULL,
    access_token  BLOB NOT NULL,
    refresh_token BLOB,
    expires_at    BIGINT NOT NULL,
    version       BIGINT NOT NULL,
    created_at    BIGINT NOT NULL,
    ended_at      BIGINT,
    ended_why     TEXT
);

CREATE TABLE sessions (
    id_hash    BLOB PRIMARY KEY,
    grant_id   TEXT NOT NULL REFERENCES grants (id),
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    ended_at   BIGINT
);

CREATE INDEX sessions_by_grant ON sessions (grant_id);

-- A frame's request to be signed in by a popup.
CREATE TABLE handovers (
    handle_hash      BLOB PRIMARY KEY,
    pre_session_hash BLOB NOT NULL,
    state            TEXT NOT NULL,
    grant_id         TEXT REFERENCES grants (id),
    expires_at       BIGINT NOT NULL
);

-- One run through Onshape's consent page.
CREATE TABLE sign_ins (
    state_hash   BLOB PRIMARY KEY,
    binding_hash BLOB NOT NULL,
    verifier     BLOB NOT NULL,
    handle_hash  BLOB,
    return_to    TEXT NOT NULL,
    taken_at     BIGINT,
    expires_at   BIGINT NOT NULL
);

CREATE INDEX sign_ins_by_binding ON sign_ins (binding_hash);

-- Where a user was last, in each tab of the app.
CREATE TABLE places (
    user_id     TEXT NOT NULL,
    tab_element TEXT NOT NULL,
    place       TEXT NOT NULL,
    seen_at     BIGINT NOT NULL,
    PRIMARY KEY (user_id, tab_element)
);
