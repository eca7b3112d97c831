CREATE TABLE candidates (
  principal TEXT NOT NULL,
  due_at TIMESTAMP WITH TIME ZONE NOT NULL,
  case_id BIGINT NOT NULL,
  task_seq INTEGER NOT NULL,
  claimed_by BIGINT,
  CONSTRAINT pk_candidates PRIMARY KEY (principal, due_at, case_id, task_seq)
);

CREATE INDEX ix_candidates_task ON candidates (case_id, task_seq);

CREATE TABLE cases (
  id BIGINT NOT NULL,
  number TEXT,
  process TEXT NOT NULL,
  applicant BIGINT NOT NULL,
  applicant_post TEXT NOT NULL,
  applicant_unit TEXT NOT NULL,
  authority TEXT,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  data JSON NOT NULL,
  documents JSON NOT NULL,
  salts JSON NOT NULL,
  definition TEXT NOT NULL,
  started_at TIMESTAMP WITH TIME ZONE,
  due_at TIMESTAMP WITH TIME ZONE,
  stopped_days INTEGER NOT NULL,
  direct TEXT,
  path JSON NOT NULL,
  visits JSON NOT NULL,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  visit INTEGER NOT NULL,
  tasks_opened INTEGER NOT NULL,
  decisions_made INTEGER NOT NULL,
  timers_set INTEGER NOT NULL,
  head TEXT NOT NULL,
  closed_at TIMESTAMP WITH TIME ZONE,
  outcome TEXT,
  CONSTRAINT pk_cases PRIMARY KEY (id),
  CONSTRAINT ck_cases_closed CHECK ((closed_at IS NULL) = (outcome IS NULL)),
  CONSTRAINT uq_cases_number UNIQUE (number)
)
 WITH (fillfactor = 70);

CREATE INDEX ix_cases_applicant ON cases (applicant, started_at);

CREATE TABLE documents (
  case_id BIGINT NOT NULL,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  size BIGINT NOT NULL,
  filename TEXT NOT NULL,
  media_type TEXT NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  by BIGINT NOT NULL,
  CONSTRAINT pk_documents PRIMARY KEY (case_id, name, version),
  CONSTRAINT ck_documents_sha256 CHECK (length(sha256) = 64),
  CONSTRAINT ck_documents_numbers CHECK (version > 0 AND size >= 0)
);

CREATE INDEX ix_documents_sha256 ON documents (sha256);

CREATE TABLE form_uses (
  actor BIGINT NOT NULL,
  nonce TEXT NOT NULL,
  body_sha256 TEXT NOT NULL,
  answer JSON NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_form_uses PRIMARY KEY (actor, nonce)
);

CREATE TABLE numbers (
  series TEXT NOT NULL,
  last INTEGER NOT NULL,
  CONSTRAINT pk_numbers PRIMARY KEY (series),
  CONSTRAINT ck_numbers_last CHECK (last > 0)
);

CREATE TABLE outgoing (
  key TEXT NOT NULL,
  case_id BIGINT,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  recipient BIGINT NOT NULL,
  facts JSON NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  not_before TIMESTAMP WITH TIME ZONE NOT NULL,
  next_try TIMESTAMP WITH TIME ZONE NOT NULL,
  attempts INTEGER DEFAULT 0 NOT NULL,
  lease_owner TEXT,
  lease_until TIMESTAMP WITH TIME ZONE,
  settled_at TIMESTAMP WITH TIME ZONE,
  result TEXT,
  last_error TEXT,
  CONSTRAINT pk_outgoing PRIMARY KEY (key),
  CONSTRAINT ck_outgoing_settled CHECK ((settled_at IS NULL) = (result IS NULL))
);

CREATE INDEX ix_outgoing_due ON outgoing (next_try) WHERE settled_at IS NULL;

CREATE INDEX ix_outgoing_waiting ON outgoing (case_id, recipient, position) WHERE settled_at IS NULL;

CREATE TABLE people (
  id BIGSERIAL NOT NULL,
  login TEXT NOT NULL,
  name_zh TEXT NOT NULL,
  name_en TEXT NOT NULL,
  email TEXT NOT NULL,
  language TEXT NOT NULL,
  active BOOLEAN NOT NULL,
  CONSTRAINT pk_people PRIMARY KEY (id),
  CONSTRAINT ck_people_id CHECK (id > 0),
  CONSTRAINT ck_people_language CHECK (language IN ('zh-TW', 'en')),
  CONSTRAINT uq_people_login UNIQUE (login)
);

CREATE TABLE publications (
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  version INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  source TEXT NOT NULL,
  published_at TIMESTAMP WITH TIME ZONE NOT NULL,
  published_by BIGINT NOT NULL,
  effective_from DATE NOT NULL,
  retired_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_publications PRIMARY KEY (kind, key, version),
  CONSTRAINT uq_publications_kind_key_sha256 UNIQUE (kind, key, sha256),
  CONSTRAINT ck_publications_version CHECK (version > 0),
  CONSTRAINT ck_publications_sha256 CHECK (length(sha256) = 64)
);

CREATE INDEX ix_publications_sha256 ON publications (sha256);

CREATE TABLE register_rows (
  register TEXT NOT NULL,
  code TEXT NOT NULL,
  version INTEGER NOT NULL,
  data JSON NOT NULL,
  valid_from DATE,
  valid_to DATE,
  changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  changed_by BIGINT NOT NULL,
  case_id BIGINT,
  CONSTRAINT pk_register_rows PRIMARY KEY (register, code),
  CONSTRAINT ck_register_rows_version CHECK (version > 0),
  CONSTRAINT ck_register_rows_valid CHECK (valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to)
);

CREATE TABLE revisions (
  name TEXT NOT NULL,
  value INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT pk_revisions PRIMARY KEY (name)
);

CREATE TABLE timers (
  case_id BIGINT NOT NULL,
  seq INTEGER NOT NULL,
  task_seq INTEGER NOT NULL,
  rule TEXT NOT NULL,
  visit INTEGER NOT NULL,
  due_at TIMESTAMP WITH TIME ZONE NOT NULL,
  next_try TIMESTAMP WITH TIME ZONE,
  attempts INTEGER DEFAULT 0 NOT NULL,
  last_error TEXT,
  settled_at TIMESTAMP WITH TIME ZONE,
  result TEXT,
  CONSTRAINT pk_timers PRIMARY KEY (case_id, seq),
  CONSTRAINT ck_timers_settled CHECK ((settled_at IS NULL) = (result IS NULL))
);

CREATE INDEX ix_timers_due ON timers (next_try) WHERE settled_at IS NULL AND next_try IS NOT NULL;

CREATE UNIQUE INDEX uq_timers_armed ON timers (case_id, task_seq, rule, visit) WHERE settled_at IS NULL;

CREATE TABLE uploads (
  id TEXT NOT NULL,
  person_id BIGINT NOT NULL,
  sha256 TEXT NOT NULL,
  size BIGINT NOT NULL,
  filename TEXT NOT NULL,
  media_type TEXT NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_uploads PRIMARY KEY (id),
  CONSTRAINT ck_uploads_sha256 CHECK (length(sha256) = 64)
);

CREATE INDEX ix_uploads_at ON uploads (at);

CREATE TABLE credentials (
  person_id BIGINT NOT NULL,
  hash TEXT NOT NULL,
  changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_credentials PRIMARY KEY (person_id),
  CONSTRAINT fk_credentials_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE TABLE deputyships (
  id BIGSERIAL NOT NULL,
  principal_id BIGINT NOT NULL,
  deputy_id BIGINT NOT NULL,
  capacity TEXT NOT NULL,
  position INTEGER NOT NULL,
  valid_from TIMESTAMP WITH TIME ZONE NOT NULL,
  valid_to TIMESTAMP WITH TIME ZONE NOT NULL,
  posts JSON NOT NULL,
  processes JSON NOT NULL,
  reason TEXT NOT NULL,
  CONSTRAINT pk_deputyships PRIMARY KEY (id),
  CONSTRAINT ck_deputyships_capacity CHECK (capacity IN ('deputy', 'acting_for')),
  CONSTRAINT ck_deputyships_other CHECK (principal_id <> deputy_id),
  CONSTRAINT ck_deputyships_valid CHECK (valid_from <= valid_to),
  CONSTRAINT fk_deputyships_principal_id FOREIGN KEY(principal_id) REFERENCES people (id),
  CONSTRAINT fk_deputyships_deputy_id FOREIGN KEY(deputy_id) REFERENCES people (id)
);

CREATE TABLE drafts (
  id BIGINT NOT NULL,
  person_id BIGINT NOT NULL,
  process TEXT NOT NULL,
  data JSON NOT NULL,
  files JSON NOT NULL,
  updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_drafts PRIMARY KEY (id),
  CONSTRAINT fk_drafts_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE INDEX ix_drafts_person_id ON drafts (person_id, updated_at);

CREATE TABLE history (
  case_id BIGINT NOT NULL,
  seq INTEGER NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  entry TEXT NOT NULL,
  reason TEXT,
  reason_salt TEXT,
  CONSTRAINT pk_history PRIMARY KEY (case_id, seq),
  CONSTRAINT fk_history_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
  CONSTRAINT uq_history_prev_hash UNIQUE (prev_hash)
);

CREATE TABLE holdings (
  id BIGSERIAL NOT NULL,
  person_id BIGINT NOT NULL,
  post TEXT NOT NULL,
  unit TEXT NOT NULL,
  valid_from DATE NOT NULL,
  valid_to DATE,
  acting BOOLEAN NOT NULL,
  CONSTRAINT pk_holdings PRIMARY KEY (id),
  CONSTRAINT ck_holdings_valid CHECK (valid_to IS NULL OR valid_from <= valid_to),
  CONSTRAINT fk_holdings_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE UNIQUE INDEX uq_holdings_key ON holdings (person_id, post, unit, valid_from);

CREATE TABLE incidents (
  id BIGSERIAL NOT NULL,
  case_id BIGINT,
  kind TEXT NOT NULL,
  key TEXT NOT NULL,
  detail JSON NOT NULL,
  opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
  closed_at TIMESTAMP WITH TIME ZONE,
  closed_by BIGINT,
  CONSTRAINT pk_incidents PRIMARY KEY (id),
  CONSTRAINT fk_incidents_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE UNIQUE INDEX uq_incidents_open ON incidents (kind, key) WHERE closed_at IS NULL;

CREATE TABLE register_history (
  register TEXT NOT NULL,
  code TEXT NOT NULL,
  version INTEGER NOT NULL,
  data JSON NOT NULL,
  valid_from DATE,
  valid_to DATE,
  changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
  changed_by BIGINT NOT NULL,
  case_id BIGINT,
  CONSTRAINT pk_register_history PRIMARY KEY (register, code, version),
  CONSTRAINT fk_register_history_register_code FOREIGN KEY(register, code) REFERENCES register_rows (register, code)
);

CREATE TABLE tasks (
  case_id BIGINT NOT NULL,
  seq INTEGER NOT NULL,
  visit INTEGER NOT NULL,
  state TEXT NOT NULL,
  key TEXT NOT NULL,
  branch TEXT NOT NULL,
  kind TEXT NOT NULL,
  holders JSON NOT NULL,
  opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
  due_at TIMESTAMP WITH TIME ZONE,
  claimed_by BIGINT,
  closed_at TIMESTAMP WITH TIME ZONE,
  outcome TEXT,
  cause TEXT,
  about INTEGER,
  CONSTRAINT pk_tasks PRIMARY KEY (case_id, seq),
  CONSTRAINT ck_tasks_closed CHECK ((closed_at IS NULL) = (outcome IS NULL AND cause IS NULL)),
  CONSTRAINT fk_tasks_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE tokens (
  digest TEXT NOT NULL,
  kind TEXT NOT NULL,
  person_id BIGINT,
  case_id BIGINT,
  scope JSON NOT NULL,
  label TEXT NOT NULL,
  created_at TIMESTAMP WITH TIME ZONE NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE,
  used_at TIMESTAMP WITH TIME ZONE,
  revoked_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_tokens PRIMARY KEY (digest),
  CONSTRAINT ck_tokens_digest CHECK (length(digest) = 64),
  CONSTRAINT ck_tokens_bearer CHECK (person_id IS NOT NULL OR case_id IS NOT NULL),
  CONSTRAINT fk_tokens_person_id FOREIGN KEY(person_id) REFERENCES people (id),
  CONSTRAINT fk_tokens_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_tokens_person_id ON tokens (person_id);

CREATE TABLE decisions (
  case_id BIGINT NOT NULL,
  seq INTEGER NOT NULL,
  task_seq INTEGER NOT NULL,
  state TEXT NOT NULL,
  visit INTEGER NOT NULL,
  key TEXT NOT NULL,
  outcome TEXT NOT NULL,
  actor BIGINT NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  capacity TEXT NOT NULL,
  on_behalf_of BIGINT,
  post TEXT,
  unit TEXT,
  binds JSON NOT NULL,
  scope TEXT NOT NULL,
  status TEXT NOT NULL,
  void_reason TEXT,
  opinion TEXT,
  input JSON NOT NULL,
  CONSTRAINT pk_decisions PRIMARY KEY (case_id, seq),
  CONSTRAINT fk_decisions_case_id_task_seq FOREIGN KEY(case_id, task_seq) REFERENCES tasks (case_id, seq),
  CONSTRAINT ck_decisions_capacity CHECK (CASE capacity WHEN 'own' THEN on_behalf_of IS NULL AND actor > 0 WHEN 'deputy' THEN on_behalf_of IS NOT NULL WHEN 'acting_for' THEN on_behalf_of IS NOT NULL WHEN 'acting' THEN on_behalf_of IS NULL WHEN 'clock' THEN actor = 0 ELSE capacity = 'delegated' END),
  CONSTRAINT ck_decisions_status CHECK (CASE status WHEN 'void' THEN void_reason IS NOT NULL WHEN 'live' THEN void_reason IS NULL ELSE status = 'carried' AND void_reason IS NULL END)
);

CREATE INDEX ix_decisions_actor_at ON decisions (actor, at);

CREATE UNIQUE INDEX uq_decisions_live ON decisions (case_id, task_seq) WHERE status = 'live';

CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION USING
    MESSAGE = 'rows of ' || TG_TABLE_NAME || ' are never changed', ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER history_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON history FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER register_history_frozen BEFORE UPDATE OR DELETE OR TRUNCATE ON register_history FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER publications_source BEFORE UPDATE OF kind, key, version, sha256, source, published_at, published_by ON publications FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER publications_kept BEFORE DELETE OR TRUNCATE ON publications FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
