CREATE TABLE links (
  child INTEGER NOT NULL,
  parent INTEGER NOT NULL,
  CONSTRAINT pk_links PRIMARY KEY (child)
)
 WITHOUT ROWID;

CREATE INDEX ix_links_parent ON links (parent, child);
