CREATE TABLE merged (
  case_id BIGINT NOT NULL,
  lead BIGINT NOT NULL,
  CONSTRAINT pk_merged PRIMARY KEY (case_id)
);

CREATE INDEX ix_merged_lead ON merged (lead, case_id);
