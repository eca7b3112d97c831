CREATE TABLE candidates (
  principal TEXT NOT NULL,
  due_at TEXT NOT NULL,
  case_id INTEGER NOT NULL,
  task_seq INTEGER NOT NULL,
  claimed_by INTEGER,
  CONSTRAINT pk_candidates PRIMARY KEY (principal, due_at, case_id, task_seq)
)
 WITHOUT ROWID;

CREATE INDEX ix_candidates_task ON candidates (case_id, task_seq);

CREATE TABLE cases (
  id INTEGER NOT NULL,
  number TEXT,
  process TEXT NOT NULL,
  applicant INTEGER NOT NULL,
  applicant_post TEXT NOT NULL,
  applicant_unit TEXT NOT NULL,
  authority TEXT,
  title_zh TEXT NOT NULL,
  title_en TEXT NOT NULL,
  data TEXT NOT NULL,
  documents TEXT NOT NULL,
  salts TEXT NOT NULL,
  definition TEXT NOT NULL,
  started_at TEXT,
  due_at TEXT,
  stopped_days INTEGER NOT NULL,
  direct TEXT,
  path TEXT NOT NULL,
  visits TEXT NOT NULL,
  version INTEGER NOT NULL,
  state TEXT NOT NULL,
  visit INTEGER NOT NULL,
  tasks_opened INTEGER NOT NULL,
  decisions_made INTEGER NOT NULL,
  timers_set INTEGER NOT NULL,
  head TEXT NOT NULL,
  closed_at TEXT,
  outcome TEXT,
  CONSTRAINT pk_cases PRIMARY KEY (id),
  CONSTRAINT ck_cases_closed CHECK ((closed_at IS NULL) = (outcome IS NULL)),
  CONSTRAINT uq_cases_number UNIQUE (number)
);

CREATE INDEX ix_cases_applicant ON cases (applicant, started_at);

CREATE TABLE documents (
  case_id INTEGER NOT NULL,
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  filename TEXT NOT NULL,
  media_type TEXT NOT NULL,
  at TEXT NOT NULL,
  "by" INTEGER NOT NULL,
  CONSTRAINT pk_documents PRIMARY KEY (case_id, name, version),
  CONSTRAINT ck_documents_sha256 CHECK (length(sha256) = 64),
  CONSTRAINT ck_documents_numbers CHECK (version > 0 AND size >= 0)
)
 WITHOUT ROWID;

CREATE INDEX ix_documents_sha256 ON documents (sha256);

CREATE TABLE form_uses (
  actor INTEGER NOT NULL,
  nonce TEXT NOT NULL,
  body_sha256 TEXT NOT NULL,
  answer TEXT NOT NULL,
  at TEXT NOT NULL,
  CONSTRAINT pk_form_uses PRIMARY KEY (actor, nonce)
)
 WITHOUT ROWID;

CREATE TABLE numbers (
  series TEXT NOT NULL,
  last INTEGER NOT NULL,
  CONSTRAINT pk_numbers PRIMARY KEY (series),
  CONSTRAINT ck_numbers_last CHECK (last > 0)
)
 WITHOUT ROWID;

CREATE TABLE outgoing (
  "key" TEXT NOT NULL,
  case_id INTEGER,
  position INTEGER NOT NULL,
  kind TEXT NOT NULL,
  recipient INTEGER NOT NULL,
  facts TEXT NOT NULL,
  created_at TEXT NOT NULL,
  not_before TEXT NOT NULL,
  next_try TEXT NOT NULL,
  attempts INTEGER DEFAULT 0 NOT NULL,
  lease_owner TEXT,
  lease_until TEXT,
  settled_at TEXT,
  result TEXT,
  last_error TEXT,
  CONSTRAINT pk_outgoing PRIMARY KEY ("key"),
  CONSTRAINT ck_outgoing_settled CHECK ((settled_at IS NULL) = (result IS NULL))
)
 WITHOUT ROWID;

CREATE INDEX ix_outgoing_due ON outgoing (next_try) WHERE settled_at IS NULL;

CREATE INDEX ix_outgoing_waiting ON outgoing (case_id, recipient, position) WHERE settled_at IS NULL;

CREATE TABLE people (
  id INTEGER NOT NULL,
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
  "key" TEXT NOT NULL,
  version INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  source TEXT NOT NULL,
  published_at TEXT NOT NULL,
  published_by INTEGER NOT NULL,
  effective_from DATE NOT NULL,
  retired_at TEXT,
  CONSTRAINT pk_publications PRIMARY KEY (kind, "key", version),
  CONSTRAINT uq_publications_kind_key_sha256 UNIQUE (kind, "key", sha256),
  CONSTRAINT ck_publications_version CHECK (version > 0),
  CONSTRAINT ck_publications_sha256 CHECK (length(sha256) = 64)
);

CREATE INDEX ix_publications_sha256 ON publications (sha256);

CREATE TABLE register_rows (
  register TEXT NOT NULL,
  code TEXT NOT NULL,
  version INTEGER NOT NULL,
  data TEXT NOT NULL,
  valid_from DATE,
  valid_to DATE,
  changed_at TEXT NOT NULL,
  changed_by INTEGER NOT NULL,
  case_id INTEGER,
  CONSTRAINT pk_register_rows PRIMARY KEY (register, code),
  CONSTRAINT ck_register_rows_version CHECK (version > 0),
  CONSTRAINT ck_register_rows_valid CHECK (valid_from IS NULL OR valid_to IS NULL OR valid_from <= valid_to)
)
 WITHOUT ROWID;

CREATE TABLE revisions (
  name TEXT NOT NULL,
  value INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT pk_revisions PRIMARY KEY (name)
)
 WITHOUT ROWID;

CREATE TABLE timers (
  case_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  task_seq INTEGER NOT NULL,
  rule TEXT NOT NULL,
  visit INTEGER NOT NULL,
  due_at TEXT NOT NULL,
  next_try TEXT,
  attempts INTEGER DEFAULT 0 NOT NULL,
  last_error TEXT,
  settled_at TEXT,
  result TEXT,
  CONSTRAINT pk_timers PRIMARY KEY (case_id, seq),
  CONSTRAINT ck_timers_settled CHECK ((settled_at IS NULL) = (result IS NULL))
)
 WITHOUT ROWID;

CREATE INDEX ix_timers_due ON timers (next_try) WHERE settled_at IS NULL AND next_try IS NOT NULL;

CREATE UNIQUE INDEX uq_timers_armed ON timers (case_id, task_seq, rule, visit) WHERE settled_at IS NULL;

CREATE TABLE uploads (
  id TEXT NOT NULL,
  person_id INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  size INTEGER NOT NULL,
  filename TEXT NOT NULL,
  media_type TEXT NOT NULL,
  at TEXT NOT NULL,
  CONSTRAINT pk_uploads PRIMARY KEY (id),
  CONSTRAINT ck_uploads_sha256 CHECK (length(sha256) = 64)
)
 WITHOUT ROWID;

CREATE INDEX ix_uploads_at ON uploads (at);

CREATE TABLE credentials (
  person_id INTEGER NOT NULL,
  hash TEXT NOT NULL,
  changed_at TEXT NOT NULL,
  CONSTRAINT pk_credentials PRIMARY KEY (person_id),
  CONSTRAINT fk_credentials_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE TABLE deputyships (
  id INTEGER NOT NULL,
  principal_id INTEGER NOT NULL,
  deputy_id INTEGER NOT NULL,
  capacity TEXT NOT NULL,
  position INTEGER NOT NULL,
  valid_from TEXT NOT NULL,
  valid_to TEXT NOT NULL,
  posts TEXT NOT NULL,
  processes TEXT NOT NULL,
  reason TEXT NOT NULL,
  CONSTRAINT pk_deputyships PRIMARY KEY (id),
  CONSTRAINT ck_deputyships_capacity CHECK (capacity IN ('deputy', 'acting_for')),
  CONSTRAINT ck_deputyships_other CHECK (principal_id <> deputy_id),
  CONSTRAINT ck_deputyships_valid CHECK (valid_from <= valid_to),
  CONSTRAINT fk_deputyships_principal_id FOREIGN KEY(principal_id) REFERENCES people (id),
  CONSTRAINT fk_deputyships_deputy_id FOREIGN KEY(deputy_id) REFERENCES people (id)
);

CREATE TABLE drafts (
  id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
  process TEXT NOT NULL,
  data TEXT NOT NULL,
  files TEXT NOT NULL,
  updated_at TEXT NOT NULL,
  CONSTRAINT pk_drafts PRIMARY KEY (id),
  CONSTRAINT fk_drafts_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);

CREATE INDEX ix_drafts_person_id ON drafts (person_id, updated_at);

CREATE TABLE history (
  case_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  at TEXT NOT NULL,
  prev_hash TEXT NOT NULL,
  hash TEXT NOT NULL,
  entry TEXT NOT NULL,
  reason TEXT,
  reason_salt TEXT,
  CONSTRAINT pk_history PRIMARY KEY (case_id, seq),
  CONSTRAINT fk_history_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
  CONSTRAINT uq_history_prev_hash UNIQUE (prev_hash)
)
 WITHOUT ROWID;

CREATE TABLE holdings (
  id INTEGER NOT NULL,
  person_id INTEGER NOT NULL,
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
  id INTEGER NOT NULL,
  case_id INTEGER,
  kind TEXT NOT NULL,
  "key" TEXT NOT NULL,
  detail TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  closed_at TEXT,
  closed_by INTEGER,
  CONSTRAINT pk_incidents PRIMARY KEY (id),
  CONSTRAINT fk_incidents_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE UNIQUE INDEX uq_incidents_open ON incidents (kind, "key") WHERE closed_at IS NULL;

CREATE TABLE register_history (
  register TEXT NOT NULL,
  code TEXT NOT NULL,
  version INTEGER NOT NULL,
  data TEXT NOT NULL,
  valid_from DATE,
  valid_to DATE,
  changed_at TEXT NOT NULL,
  changed_by INTEGER NOT NULL,
  case_id INTEGER,
  CONSTRAINT pk_register_history PRIMARY KEY (register, code, version),
  CONSTRAINT fk_register_history_register_code FOREIGN KEY(register, code) REFERENCES register_rows (register, code)
)
 WITHOUT ROWID;

CREATE TABLE tasks (
  case_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  visit INTEGER NOT NULL,
  state TEXT NOT NULL,
  "key" TEXT NOT NULL,
  branch TEXT NOT NULL,
  kind TEXT NOT NULL,
  holders TEXT NOT NULL,
  opened_at TEXT NOT NULL,
  due_at TEXT,
  claimed_by INTEGER,
  closed_at TEXT,
  outcome TEXT,
  cause TEXT,
  about INTEGER,
  CONSTRAINT pk_tasks PRIMARY KEY (case_id, seq),
  CONSTRAINT ck_tasks_closed CHECK ((closed_at IS NULL) = (outcome IS NULL AND cause IS NULL)),
  CONSTRAINT fk_tasks_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
)
 WITHOUT ROWID;

CREATE TABLE tokens (
  digest TEXT NOT NULL,
  kind TEXT NOT NULL,
  person_id INTEGER,
  case_id INTEGER,
  scope TEXT NOT NULL,
  label TEXT NOT NULL,
  created_at TEXT NOT NULL,
  expires_at TEXT,
  used_at TEXT,
  revoked_at TEXT,
  CONSTRAINT pk_tokens PRIMARY KEY (digest),
  CONSTRAINT ck_tokens_digest CHECK (length(digest) = 64),
  CONSTRAINT ck_tokens_bearer CHECK (person_id IS NOT NULL OR case_id IS NOT NULL),
  CONSTRAINT fk_tokens_person_id FOREIGN KEY(person_id) REFERENCES people (id),
  CONSTRAINT fk_tokens_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_tokens_person_id ON tokens (person_id);

CREATE TABLE decisions (
  case_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  task_seq INTEGER NOT NULL,
  state TEXT NOT NULL,
  visit INTEGER NOT NULL,
  "key" TEXT NOT NULL,
  outcome TEXT NOT NULL,
  actor INTEGER NOT NULL,
  at TEXT NOT NULL,
  capacity TEXT NOT NULL,
  on_behalf_of INTEGER,
  post TEXT,
  unit TEXT,
  binds TEXT NOT NULL,
  scope TEXT NOT NULL,
  status TEXT NOT NULL,
  void_reason TEXT,
  opinion TEXT,
  input TEXT NOT NULL,
  CONSTRAINT pk_decisions PRIMARY KEY (case_id, seq),
  CONSTRAINT fk_decisions_case_id_task_seq FOREIGN KEY(case_id, task_seq) REFERENCES tasks (case_id, seq),
  CONSTRAINT ck_decisions_capacity CHECK (CASE capacity WHEN 'own' THEN on_behalf_of IS NULL AND actor > 0 WHEN 'deputy' THEN on_behalf_of IS NOT NULL WHEN 'acting_for' THEN on_behalf_of IS NOT NULL WHEN 'acting' THEN on_behalf_of IS NULL WHEN 'clock' THEN actor = 0 ELSE capacity = 'delegated' END),
  CONSTRAINT ck_decisions_status CHECK (CASE status WHEN 'void' THEN void_reason IS NOT NULL WHEN 'live' THEN void_reason IS NULL ELSE status = 'carried' AND void_reason IS NULL END)
)
 WITHOUT ROWID;

CREATE INDEX ix_decisions_actor_at ON decisions (actor, at);

CREATE UNIQUE INDEX uq_decisions_live ON decisions (case_id, task_seq) WHERE status = 'live';

CREATE TRIGGER history_update BEFORE UPDATE ON history BEGIN SELECT RAISE(ABORT, 'rows of history are never changed'); END;

CREATE TRIGGER history_delete BEFORE DELETE ON history BEGIN SELECT RAISE(ABORT, 'rows of history are never changed'); END;

CREATE TRIGGER register_history_update BEFORE UPDATE ON register_history BEGIN SELECT RAISE(ABORT, 'rows of register_history are never changed'); END;

CREATE TRIGGER register_history_delete BEFORE DELETE ON register_history BEGIN SELECT RAISE(ABORT, 'rows of register_history are never changed'); END;

CREATE TRIGGER publications_source BEFORE UPDATE OF kind, key, version, sha256, source, published_at, published_by ON publications BEGIN SELECT RAISE(ABORT, 'rows of publications are never changed'); END;

CREATE TRIGGER publications_kept BEFORE DELETE ON publications BEGIN SELECT RAISE(ABORT, 'rows of publications are never changed'); END;
