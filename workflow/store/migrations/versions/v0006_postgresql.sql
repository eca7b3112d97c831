CREATE TABLE verify_codes (
  case_id BIGINT NOT NULL,
  version INTEGER NOT NULL,
  code TEXT NOT NULL,
  issued_at TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT pk_verify_codes PRIMARY KEY (case_id, version),
  CONSTRAINT ck_verify_codes_code CHECK (length(code) = 34),
  CONSTRAINT fk_verify_codes_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
  CONSTRAINT uq_verify_codes_code UNIQUE (code)
);
