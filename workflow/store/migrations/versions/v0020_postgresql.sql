ALTER TABLE cases ADD COLUMN kin JSON;

ALTER TABLE links ADD COLUMN seq INTEGER;

CREATE TABLE signals (
  case_id BIGINT NOT NULL,
  source BIGINT NOT NULL,
  version INTEGER NOT NULL,
  place INTEGER NOT NULL,
  kind TEXT NOT NULL,
  content JSON NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  next_try TIMESTAMP WITH TIME ZONE,
  attempts INTEGER DEFAULT 0 NOT NULL,
  last_error TEXT,
  CONSTRAINT pk_signals PRIMARY KEY (case_id, source, version, place)
);

CREATE INDEX ix_signals_due ON signals (next_try) WHERE next_try IS NOT NULL;
