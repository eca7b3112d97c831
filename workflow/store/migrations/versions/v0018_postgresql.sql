CREATE TABLE bookings (
  case_id BIGINT NOT NULL,
  version INTEGER NOT NULL,
  resource TEXT NOT NULL,
  placed_by TEXT,
  starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
  ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
  released_at TIMESTAMP WITH TIME ZONE,
  released_as TEXT,
  CONSTRAINT pk_bookings PRIMARY KEY (case_id, version, resource),
  CONSTRAINT ck_bookings_span CHECK (starts_at < ends_at),
  CONSTRAINT ck_bookings_released CHECK ((released_at IS NULL) = (released_as IS NULL)),
  CONSTRAINT ck_bookings_released_as CHECK (released_as IN ('replaced', 'released', 'void', 'ended'))
);

CREATE INDEX ix_bookings_ends_at ON bookings (ends_at) WHERE released_at IS NULL;

CREATE INDEX ix_bookings_resource_ends_at ON bookings (resource, ends_at) WHERE released_at IS NULL;

CREATE OR REPLACE FUNCTION keep_bookings_apart() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(NEW.resource, 18));
  IF EXISTS (
    SELECT FROM bookings AS b
    WHERE b.resource = NEW.resource AND b.released_at IS NULL
      AND b.starts_at < NEW.ends_at AND b.ends_at > NEW.starts_at
      AND (b.case_id, b.version) <> (NEW.case_id, NEW.version)
  ) THEN
    RAISE EXCEPTION USING
      MESSAGE = NEW.resource || ' is booked then', ERRCODE = 'exclusion_violation', CONSTRAINT = 'bookings_apart';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER bookings_apart BEFORE INSERT OR UPDATE ON bookings FOR EACH ROW WHEN (NEW.released_at IS NULL) EXECUTE FUNCTION keep_bookings_apart();
