-- Everything here is ciphertext, public keys, hashes and numbers. No arrival time
-- is kept for an event: the host saw it arrive, but a stolen file need not tell.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE logs (
  id         INTEGER PRIMARY KEY,
  log        BLOB NOT NULL UNIQUE,
  kind       INTEGER NOT NULL,             -- 0 personal, 1 space
  created_by INTEGER REFERENCES logs (id), -- the personal log that asked for a space
  created_on INTEGER NOT NULL              -- days since 1970: no finer than needed
);
CREATE INDEX logs_created_by ON logs (created_by) WHERE created_by IS NOT NULL;

CREATE TABLE seats (
  log      INTEGER NOT NULL REFERENCES logs (id),
  place    INTEGER NOT NULL,               -- 1 or 2
  seat_key BLOB NOT NULL,
  member   BLOB,
  ended    INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (log, place)
) WITHOUT ROWID;

CREATE TABLE devices (
  log        INTEGER NOT NULL REFERENCES logs (id),
  device     BLOB NOT NULL,
  device_key BLOB NOT NULL,
  place      INTEGER NOT NULL,
  kind       INTEGER NOT NULL,             -- 0 member, 1 reader
  revoked    INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (log, device)
) WITHOUT ROWID;

CREATE INDEX devices_by_id ON devices (device);

-- The end of each device's stream: what the next event has to name.
CREATE TABLE chains (
  log      INTEGER NOT NULL REFERENCES logs (id),
  device   BLOB NOT NULL,
  stream   INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  link     BLOB NOT NULL,
  events   INTEGER NOT NULL,
  bytes    INTEGER NOT NULL,
  PRIMARY KEY (log, device, stream)
) WITHOUT ROWID;

-- A rowid table on purpose: with 1 kB rows a WITHOUT ROWID table was three to four
-- times slower and three times larger (bench/results.md).
CREATE TABLE events (
  id       INTEGER PRIMARY KEY,
  log      INTEGER NOT NULL REFERENCES logs (id),
  number   INTEGER NOT NULL,
  event    BLOB NOT NULL,
  erase_at INTEGER,                        -- when the body goes; kept after it went
  header   BLOB NOT NULL,
  body     BLOB,                           -- NULL once erased
  UNIQUE (log, number),
  UNIQUE (log, event)
);
CREATE INDEX events_erase_at ON events (erase_at) WHERE erase_at IS NOT NULL AND body IS NOT NULL;

CREATE TABLE setup_tokens (
  hash       BLOB PRIMARY KEY,
  expires_at INTEGER NOT NULL,
  used_by    BLOB
) WITHOUT ROWID;

CREATE TABLE invites (
  locator     BLOB PRIMARY KEY,
  log         INTEGER NOT NULL REFERENCES logs (id),
  place       INTEGER NOT NULL,
  seat_hash   BLOB NOT NULL,
  expires_at  INTEGER NOT NULL,
  gone        INTEGER NOT NULL DEFAULT 0,
  wrong_tries INTEGER NOT NULL DEFAULT 0,
  claim_hash  BLOB,
  registered  BLOB
) WITHOUT ROWID;

CREATE TABLE invite_messages (
  locator BLOB NOT NULL,
  number  INTEGER NOT NULL,
  side    INTEGER NOT NULL,                -- 0 inviter, 1 joiner
  data    BLOB NOT NULL,
  PRIMARY KEY (locator, number)
) WITHOUT ROWID;
