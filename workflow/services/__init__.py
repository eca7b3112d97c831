"""Use cases: what doors, clocks and commands call. They never commit and never see a request."""
