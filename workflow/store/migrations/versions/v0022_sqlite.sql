CREATE TABLE renderings (
  case_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  definition TEXT NOT NULL,
  layout TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  content TEXT NOT NULL,
  frozen_at TEXT NOT NULL,
  number TEXT,
  issued BOOLEAN NOT NULL,
  code TEXT NOT NULL,
  next_try TEXT NOT NULL,
  attempts INTEGER DEFAULT 0 NOT NULL,
  lease_owner TEXT,
  lease_until TEXT,
  settled_at TEXT,
  result TEXT,
  last_error TEXT,
  CONSTRAINT pk_renderings PRIMARY KEY (case_id, name, version),
  CONSTRAINT ck_renderings_sha256 CHECK (length(sha256) = 64),
  CONSTRAINT ck_renderings_version CHECK (version > 0),
  CONSTRAINT ck_renderings_code CHECK (length(code) = 34),
  CONSTRAINT ck_renderings_settled CHECK ((settled_at IS NULL) = (result IS NULL)),
  CONSTRAINT fk_renderings_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
  CONSTRAINT uq_renderings_code UNIQUE (code)
)
 WITHOUT ROWID;

CREATE INDEX ix_renderings_due ON renderings (next_try) WHERE settled_at IS NULL;
