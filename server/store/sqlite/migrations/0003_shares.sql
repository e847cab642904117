-- Shares for a counsellor: encrypted documents with an end. A body goes when the
-- share ends; the row stays until a day after its time, so that a late repetition of
-- the request does not bring it back.
CREATE TABLE shares (
  id         INTEGER PRIMARY KEY,
  share      BLOB NOT NULL UNIQUE,
  log        INTEGER NOT NULL REFERENCES logs (id),
  place      INTEGER NOT NULL,             -- the seat that made it
  expires_at INTEGER NOT NULL,
  confirmed  INTEGER NOT NULL,             -- 1 once all who have to have said yes
  fetched    INTEGER NOT NULL DEFAULT 0,
  body       BLOB                          -- NULL once it has ended
);
CREATE INDEX shares_of_log ON shares (log);
