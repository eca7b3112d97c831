CREATE TABLE guest_links (
  id INTEGER NOT NULL,
  case_id INTEGER NOT NULL,
  task_seq INTEGER NOT NULL,
  visit INTEGER NOT NULL,
  token TEXT NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  salt TEXT NOT NULL,
  made_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  asked_at TEXT,
  opened_at TEXT,
  answered_at TEXT,
  ended_at TEXT,
  ended_as TEXT,
  CONSTRAINT pk_guest_links PRIMARY KEY (id),
  CONSTRAINT ck_guest_links_token CHECK (length(token) = 64),
  CONSTRAINT ck_guest_links_id CHECK (id > 0),
  CONSTRAINT ck_guest_links_ended CHECK ((ended_at IS NULL) = (ended_as IS NULL)),
  CONSTRAINT fk_guest_links_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
  CONSTRAINT uq_guest_links_token UNIQUE (token)
);

CREATE INDEX ix_guest_links_case_id ON guest_links (case_id, task_seq);

CREATE TABLE guest_codes (
  session TEXT NOT NULL,
  link_id INTEGER NOT NULL,
  code TEXT NOT NULL,
  made_at TEXT NOT NULL,
  expires_at TEXT NOT NULL,
  tries INTEGER NOT NULL,
  used_at TEXT,
  CONSTRAINT pk_guest_codes PRIMARY KEY (session),
  CONSTRAINT ck_guest_codes_session CHECK (length(session) = 64),
  CONSTRAINT ck_guest_codes_code CHECK (length(code) = 64)
)
 WITHOUT ROWID;

CREATE INDEX ix_guest_codes_link_id ON guest_codes (link_id, made_at);

CREATE INDEX ix_guest_codes_made_at ON guest_codes (made_at);

CREATE TABLE guest_acts (
  case_id INTEGER NOT NULL,
  seq INTEGER NOT NULL,
  link_id INTEGER NOT NULL,
  action TEXT NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  sent_to TEXT NOT NULL,
  ip TEXT NOT NULL,
  agent TEXT NOT NULL,
  salt TEXT NOT NULL,
  files TEXT NOT NULL,
  at TEXT NOT NULL,
  CONSTRAINT pk_guest_acts PRIMARY KEY (case_id, seq),
  CONSTRAINT fk_guest_acts_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
)
 WITHOUT ROWID;

CREATE INDEX ix_guest_acts_link_id ON guest_acts (link_id);

DROP INDEX ix_decisions_actor_at;

DROP INDEX ix_decisions_on_behalf_of;

DROP INDEX uq_decisions_live;

ALTER TABLE decisions RENAME TO decisions_before;

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
  late INTEGER,
  CONSTRAINT pk_decisions PRIMARY KEY (case_id, seq),
  CONSTRAINT fk_decisions_case_id_task_seq FOREIGN KEY(case_id, task_seq) REFERENCES tasks (case_id, seq),
  CONSTRAINT ck_decisions_capacity CHECK (CASE capacity WHEN 'own' THEN on_behalf_of IS NULL AND actor > 0 WHEN 'deputy' THEN on_behalf_of IS NOT NULL WHEN 'acting_for' THEN on_behalf_of IS NOT NULL WHEN 'acting' THEN on_behalf_of IS NULL WHEN 'clock' THEN actor = 0 WHEN 'partner' THEN actor < 0 AND on_behalf_of IS NULL ELSE capacity = 'delegated' END),
  CONSTRAINT ck_decisions_status CHECK (CASE status WHEN 'void' THEN void_reason IS NOT NULL WHEN 'live' THEN void_reason IS NULL ELSE status = 'carried' AND void_reason IS NULL END)
)
 WITHOUT ROWID;

INSERT INTO decisions (case_id, seq, task_seq, state, visit, "key", outcome, actor, at, capacity, on_behalf_of, post, unit, binds, scope, status, void_reason, opinion, input, late)
  SELECT case_id, seq, task_seq, state, visit, "key", outcome, actor, at, capacity, on_behalf_of, post, unit, binds, scope, status, void_reason, opinion, input, late FROM decisions_before;

DROP TABLE decisions_before;

CREATE INDEX ix_decisions_actor_at ON decisions (actor, at);

CREATE INDEX ix_decisions_on_behalf_of ON decisions (on_behalf_of, at) WHERE on_behalf_of IS NOT NULL;

CREATE UNIQUE INDEX uq_decisions_live ON decisions (case_id, task_seq) WHERE status = 'live';
