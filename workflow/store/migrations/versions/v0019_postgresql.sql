CREATE TABLE guest_links (
  id BIGINT NOT NULL,
  case_id BIGINT NOT NULL,
  task_seq INTEGER NOT NULL,
  visit INTEGER NOT NULL,
  token TEXT NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  salt TEXT NOT NULL,
  made_at TIMESTAMP WITH TIME ZONE NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
  asked_at TIMESTAMP WITH TIME ZONE,
  opened_at TIMESTAMP WITH TIME ZONE,
  answered_at TIMESTAMP WITH TIME ZONE,
  ended_at TIMESTAMP WITH TIME ZONE,
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
  link_id BIGINT NOT NULL,
  code TEXT NOT NULL,
  made_at TIMESTAMP WITH TIME ZONE NOT NULL,
  expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
  tries INTEGER NOT NULL,
  used_at TIMESTAMP WITH TIME ZONE,
  CONSTRAINT pk_guest_codes PRIMARY KEY (session),
  CONSTRAINT ck_guest_codes_session CHECK (length(session) = 64),
  CONSTRAINT ck_guest_codes_code CHECK (length(code) = 64)
);

CREATE INDEX ix_guest_codes_link_id ON guest_codes (link_id, made_at);

CREATE INDEX ix_guest_codes_made_at ON guest_codes (made_at);

CREATE TABLE guest_acts (
  case_id BIGINT NOT NULL,
  seq INTEGER NOT NULL,
  link_id BIGINT NOT NULL,
  action TEXT NOT NULL,
  name TEXT NOT NULL,
  address TEXT NOT NULL,
  sent_to TEXT NOT NULL,
  ip TEXT NOT NULL,
  agent TEXT NOT NULL,
  salt TEXT NOT NULL,
  files JSON NOT NULL,
  at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_guest_acts PRIMARY KEY (case_id, seq),
  CONSTRAINT fk_guest_acts_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_guest_acts_link_id ON guest_acts (link_id);

ALTER TABLE decisions DROP CONSTRAINT ck_decisions_capacity;

ALTER TABLE decisions ADD CONSTRAINT ck_decisions_capacity CHECK (CASE capacity WHEN 'own' THEN on_behalf_of IS NULL AND actor > 0 WHEN 'deputy' THEN on_behalf_of IS NOT NULL WHEN 'acting_for' THEN on_behalf_of IS NOT NULL WHEN 'acting' THEN on_behalf_of IS NULL WHEN 'clock' THEN actor = 0 WHEN 'partner' THEN actor < 0 AND on_behalf_of IS NULL ELSE capacity = 'delegated' END);
