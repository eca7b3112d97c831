ALTER TABLE cases ADD COLUMN speed TEXT;

ALTER TABLE cases ADD COLUMN informed JSON;

ALTER TABLE tasks ADD COLUMN course JSON;

ALTER TABLE decisions ADD COLUMN late INTEGER;

CREATE TABLE told (
  principal TEXT NOT NULL,
  case_id BIGINT NOT NULL,
  CONSTRAINT pk_told PRIMARY KEY (principal, case_id)
);
