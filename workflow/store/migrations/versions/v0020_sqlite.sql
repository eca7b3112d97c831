ALTER TABLE cases ADD COLUMN kin TEXT;

ALTER TABLE links ADD COLUMN seq INTEGER;

CREATE TABLE signals (
  case_id INTEGER NOT NULL,
  source INTEGER NOT NULL,
  version INTEGER NOT NULL,
  place INTEGER NOT NULL,
  kind TEXT NOT NULL,
  content TEXT NOT NULL,
  at TEXT NOT NULL,
  next_try TEXT,
  attempts INTEGER DEFAULT 0 NOT NULL,
  last_error TEXT,
  CONSTRAINT pk_signals PRIMARY KEY (case_id, source, version, place)
)
 WITHOUT ROWID;

CREATE INDEX ix_signals_due ON signals (next_try) WHERE next_try IS NOT NULL;
