-- One schema for SQLite and PostgreSQL. PostgreSQL has no BLOB: `database.rs` makes a domain of that name over BYTEA first.

-- A grant is one user's for one company; empty: for their own account.
ALTER TABLE grants ADD COLUMN company_id TEXT NOT NULL DEFAULT '';
ALTER TABLE grants ADD COLUMN scopes TEXT NOT NULL DEFAULT '';
-- How long the access token lives from its issue on, in seconds.
ALTER TABLE grants ADD COLUMN lifetime BIGINT NOT NULL DEFAULT 3600;
-- Which instance refreshes it now.
ALTER TABLE grants ADD COLUMN lease TEXT;

-- The instances that refresh, each with a number that goes up for as long as it lives.
CREATE TABLE instances (
    id      TEXT PRIMARY KEY,
    beat    BIGINT NOT NULL,
    seen_at BIGINT NOT NULL
);

-- In which browser, for the user to recognise.
ALTER TABLE sessions ADD COLUMN browser TEXT NOT NULL DEFAULT '';

-- The grants of other companies that a session also speaks with.
CREATE TABLE session_grants (
    id_hash    BLOB NOT NULL REFERENCES sessions (id_hash) ON DELETE CASCADE,
    company_id TEXT NOT NULL,
    grant_id   TEXT NOT NULL REFERENCES grants (id),
    PRIMARY KEY (id_hash, company_id)
);

CREATE INDEX session_grants_by_grant ON session_grants (grant_id);
CREATE INDEX live_grants_by_user ON grants (user_id) WHERE ended_at IS NULL;
CREATE INDEX live_sessions_by_grant ON sessions (grant_id) WHERE ended_at IS NULL;

-- The company that the sign-in asked for; empty: none in particular.
ALTER TABLE sign_ins ADD COLUMN company_id TEXT NOT NULL DEFAULT '';
ALTER TABLE handovers ADD COLUMN company_id TEXT NOT NULL DEFAULT '';

-- What is kept for a user, wherever they are signed in: where they were last in each tab, among it.
CREATE TABLE user_settings (
    user_id    TEXT NOT NULL,
    name       TEXT NOT NULL,
    value      TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (user_id, name)
);

INSERT INTO user_settings (user_id, name, value, changed_at)
SELECT user_id, 'place/' || tab_element, place, seen_at FROM places;

DROP TABLE places;
