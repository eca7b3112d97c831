CREATE INDEX ix_cases_running ON cases (applicant, started_at) WHERE closed_at IS NULL;

DROP INDEX ix_decisions_on_behalf_of;

CREATE INDEX ix_decisions_on_behalf_of ON decisions (on_behalf_of, at) WHERE on_behalf_of IS NOT NULL;
