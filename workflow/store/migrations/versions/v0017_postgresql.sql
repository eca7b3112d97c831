CREATE TABLE register_keys (
  register TEXT NOT NULL,
  columns TEXT NOT NULL,
  value TEXT NOT NULL,
  code TEXT NOT NULL,
  CONSTRAINT pk_register_keys PRIMARY KEY (register, columns, value),
  CONSTRAINT ck_register_keys_value CHECK (length(value) = 64),
  CONSTRAINT fk_register_keys_register_code FOREIGN KEY(register, code) REFERENCES register_rows (register, code)
);

CREATE INDEX ix_register_keys_register_code ON register_keys (register, code);
