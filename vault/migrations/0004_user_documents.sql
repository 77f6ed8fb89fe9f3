-- Which documents a user has marked as favourites, and which they opened last. Ids only: what a document is called, Onshape
-- says to whoever may see it.
CREATE TABLE user_documents (
    user_id     TEXT NOT NULL,
    kind        TEXT NOT NULL,
    document_id TEXT NOT NULL,
    noted_at    BIGINT NOT NULL,
    PRIMARY KEY (user_id, kind, document_id)
);
