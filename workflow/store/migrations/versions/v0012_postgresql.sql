CREATE TABLE plans (
  name TEXT NOT NULL,
  done JSON NOT NULL,
  goal JSON,
  last_case BIGINT NOT NULL,
  told JSON NOT NULL,
  CONSTRAINT pk_plans PRIMARY KEY (name)
);
