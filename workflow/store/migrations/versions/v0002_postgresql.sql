CREATE TABLE sessions (
  digest TEXT NOT NULL,
  person_id BIGINT NOT NULL,
  data JSON NOT NULL,
  kept JSON,
  started_at TIMESTAMP WITH TIME ZONE NOT NULL,
  seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
  ended_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_sessions PRIMARY KEY (digest),
  CONSTRAINT ck_sessions_digest CHECK (length(digest) = 64),
  CONSTRAINT fk_sessions_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE INDEX ix_sessions_person_id ON sessions (person_id);

CREATE INDEX ix_sessions_seen_at ON sessions (seen_at);

CREATE TABLE sign_in_attempts (
  subject TEXT NOT NULL,
  failures INTEGER NOT NULL,
  since TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_sign_in_attempts PRIMARY KEY (subject)
);

CREATE INDEX ix_sign_in_attempts_since ON sign_in_attempts (since);
