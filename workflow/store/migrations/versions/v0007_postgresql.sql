CREATE TABLE title_terms (
  term TEXT NOT NULL,
  case_id BIGINT NOT NULL,
  CONSTRAINT pk_title_terms PRIMARY KEY (term, case_id)
);

CREATE INDEX ix_decisions_on_behalf_of ON decisions (on_behalf_of) WHERE on_behalf_of IS NOT NULL;
