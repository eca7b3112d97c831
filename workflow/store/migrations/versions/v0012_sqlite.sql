CREATE TABLE plans (
  name TEXT NOT NULL,
  done TEXT NOT NULL,
  goal TEXT,
  last_case INTEGER NOT NULL,
  told TEXT NOT NULL,
  CONSTRAINT pk_plans PRIMARY KEY (name)
)
 WITHOUT ROWID;
