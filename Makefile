# The address of everything a person does with this checkout. `make help` lists it.
.DEFAULT_GOAL := help
SHELL := /bin/bash
BIN   := .venv/bin
STAMP := .venv/.installed
PIP   := $(BIN)/python -m pip --disable-pip-version-check --no-input --quiet
LOCKS := requirements/build.txt requirements/dev.txt

.PHONY: help setup run check test soak mutants fmt pictures locks clean

help:
	@sed -n 's/^\([a-z]*\):.*## /\1\t/p' $(MAKEFILE_LIST)

setup: $(STAMP) ## build .venv from the hash-locked files, with the qianhe command in it

$(BIN)/python:
	@bash requirements/venv.sh .venv

# The package lists its version in __init__.py and its packages in setup.cfg, so these refresh the editable install.
$(STAMP): $(LOCKS) setup.cfg pyproject.toml $(wildcard workflow/__init__.py web/__init__.py) | $(BIN)/python
	@$(PIP) install --require-hashes -r requirements/build.txt
	@$(PIP) install --require-hashes -r requirements/dev.txt
	@PYTHONWARNINGS=ignore $(PIP) install --no-deps --no-build-isolation --editable .
	@$(PIP) check
	@touch $@

run: $(STAMP) ## the demo with everything it needs, on http://127.0.0.1:8000 (PORT=… for another port)
	@bash requirements/system.sh run
	@exec $(BIN)/qianhe demo

check: $(STAMP) ## format, lint, types, import contracts, sizes and doors
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m pytest tests/architecture --quiet

test: $(STAMP) ## every test, on SQLite and on PostgreSQL
	@bash requirements/system.sh test
	$(BIN)/python -m pytest -n 2 --dist loadfile

soak: $(STAMP) ## the long sweeps that make test leaves out
	@bash requirements/system.sh test
	$(BIN)/python -m pytest -m soak -n 2 --dist loadfile

mutants: $(STAMP) ## plant one bug after another in a copy and see that the tests named for it fail
	@$(BIN)/python -m tests.mutants.run

pictures: $(STAMP) ## draw the pictures of the README from the running demo
	$(BIN)/python docs/pictures/draw.py

fmt: $(STAMP) ## put the sources into the one format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# Needs `uv` on the path, and nothing else here does: it resolves once for every supported Python and processor.
LOCK  := uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url --no-annotate --custom-compile-command "make locks"
locks: ## resolve setup.cfg again into requirements/*.txt
	$(LOCK) requirements/build.in --output-file requirements/build.txt
	$(LOCK) setup.cfg --extra postgres --extra dev --output-file requirements/dev.txt
	$(LOCK) setup.cfg --constraint requirements/dev.txt --output-file requirements/runtime.txt

clean: ## remove what `make setup` and the tools made
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis .coverage *.egg-info
