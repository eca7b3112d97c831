CREATE TABLE merged (
  case_id INTEGER NOT NULL,
  lead INTEGER NOT NULL,
  CONSTRAINT pk_merged PRIMARY KEY (case_id)
)
 WITHOUT ROWID;

CREATE INDEX ix_merged_lead ON merged (lead, case_id);
