CREATE TABLE sessions (
  digest TEXT NOT NULL,
  person_id INTEGER NOT NULL,
  data TEXT NOT NULL,
  kept TEXT,
  started_at TEXT NOT NULL,
  seen_at TEXT NOT NULL,
  ended_at TEXT,
  CONSTRAINT pk_sessions PRIMARY KEY (digest),
  CONSTRAINT ck_sessions_digest CHECK (length(digest) = 64),
  CONSTRAINT fk_sessions_person_id FOREIGN KEY(person_id) REFERENCES people (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_sessions_person_id ON sessions (person_id);

CREATE INDEX ix_sessions_seen_at ON sessions (seen_at);

CREATE TABLE sign_in_attempts (
  subject TEXT NOT NULL,
  failures INTEGER NOT NULL,
  since TEXT NOT NULL,
  CONSTRAINT pk_sign_in_attempts PRIMARY KEY (subject)
)
 WITHOUT ROWID;

CREATE INDEX ix_sign_in_attempts_since ON sign_in_attempts (since);
