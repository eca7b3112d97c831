CREATE TABLE looks (
  person_id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  version INTEGER NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  content JSON NOT NULL,
  earlier JSON,
  CONSTRAINT pk_looks PRIMARY KEY (person_id, case_id)
);
