CREATE TABLE links (
  child BIGINT NOT NULL,
  parent BIGINT NOT NULL,
  CONSTRAINT pk_links PRIMARY KEY (child)
);

CREATE INDEX ix_links_parent ON links (parent, child);
