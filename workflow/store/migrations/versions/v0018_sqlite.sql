CREATE TABLE bookings (
  case_id INTEGER NOT NULL,
  version INTEGER NOT NULL,
  resource TEXT NOT NULL,
  placed_by TEXT,
  starts_at TEXT NOT NULL,
  ends_at TEXT NOT NULL,
  released_at TEXT,
  released_as TEXT,
  CONSTRAINT pk_bookings PRIMARY KEY (case_id, version, resource),
  CONSTRAINT ck_bookings_span CHECK (starts_at < ends_at),
  CONSTRAINT ck_bookings_released CHECK ((released_at IS NULL) = (released_as IS NULL)),
  CONSTRAINT ck_bookings_released_as CHECK (released_as IN ('replaced', 'released', 'void', 'ended'))
)
 WITHOUT ROWID;

CREATE INDEX ix_bookings_ends_at ON bookings (ends_at) WHERE released_at IS NULL;

CREATE INDEX ix_bookings_resource_ends_at ON bookings (resource, ends_at) WHERE released_at IS NULL;

CREATE TRIGGER bookings_insert BEFORE INSERT ON bookings WHEN NEW.released_at IS NULL BEGIN SELECT RAISE(ABORT, 'constraint failed: bookings_apart') FROM bookings AS b WHERE b.resource = NEW.resource AND b.released_at IS NULL AND b.starts_at < NEW.ends_at AND b.ends_at > NEW.starts_at AND (b.case_id, b.version) <> (NEW.case_id, NEW.version); END;

CREATE TRIGGER bookings_update BEFORE UPDATE ON bookings WHEN NEW.released_at IS NULL BEGIN SELECT RAISE(ABORT, 'constraint failed: bookings_apart') FROM bookings AS b WHERE b.resource = NEW.resource AND b.released_at IS NULL AND b.starts_at < NEW.ends_at AND b.ends_at > NEW.starts_at AND (b.case_id, b.version) <> (NEW.case_id, NEW.version); END;
