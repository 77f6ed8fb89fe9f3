-- How many calls of Onshape's API were made, as Onshape counts them. A day is the number of days since 1970, in UTC.
CREATE TABLE calls (
    user_id   TEXT NOT NULL,
    day       BIGINT NOT NULL,
    operation TEXT NOT NULL,
    count     BIGINT NOT NULL,
    PRIMARY KEY (user_id, day, operation)
);

CREATE INDEX calls_by_day ON calls (day);

-- What Onshape said last of how many calls are left for an operation, for now.
CREATE TABLE calls_left (
    user_id      TEXT NOT NULL,
    operation    TEXT NOT NULL,
    calls_left   BIGINT NOT NULL,
    told_at      BIGINT NOT NULL,
    PRIMARY KEY (user_id, operation)
);
