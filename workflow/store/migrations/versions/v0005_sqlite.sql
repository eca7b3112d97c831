CREATE TABLE looks (
  person_id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  at TEXT NOT NULL,
  content TEXT NOT NULL,
  earlier TEXT,
  CONSTRAINT pk_looks PRIMARY KEY (person_id, case_id)
)
 WITHOUT ROWID;
