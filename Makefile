# `make demo` and `make test` need nothing but Python 3.11 or newer: both first make `.venv` and install into it.
# A second run finds the stamps in `.venv` and installs nothing.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
PYTHONS := $(PYTHON) python3 python3.13 python3.12 python3.11
AUDITED := bi_county mount_greylock

.DEFAULT_GOAL := help
.PHONY: help demo test cover check golden grammar bench clean

help:
	@echo "make demo     audit the real records that ship with agreelint, and print both checklists"
	@echo "make test     format, lint, types, import contracts, tests"
	@echo "make check    the part of it that runs no test"
	@echo "make cover    the tests with branch coverage, which takes about three times as long"
	@echo "make golden   write the expected texts in tests/golden anew; read the difference before you commit it"
	@echo "make grammar  write Lark's tables anew after a change in grammar/*.lark (demo, test and bench do so too)"
	@echo "make bench    start-up times, parse speed and audit throughput, each beside its baseline"
	@echo "make clean    remove .venv and everything that tools left behind"

# ---- the environment ------------------------------------------------------------------------

$(VENV)/.made:
	@found=; \
	for python in $(PYTHONS); do \
	  if "$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	  then found=$$python; break; fi; \
	done; \
	if [ -z "$$found" ]; then \
	  echo "agreelint needs Python 3.11 or newer with its venv module; none was found as: $(strip $(PYTHONS))." >&2; \
	  echo "Install one, or name it: make PYTHON=/path/to/python3.12 $(MAKECMDGOALS)" >&2; \
	  exit 1; \
	fi; \
	echo "making $(VENV) with $$found"; \
	"$$found" -m venv $(VENV)
	@touch $@

$(VENV)/.runtime: $(VENV)/.made pyproject.toml constraints.txt
	@echo "installing agreelint"
	@$(PIP) install --no-compile --constraint constraints.txt --editable .  # what is imported gets compiled then
	@touch $@ $(VENV)/.tables

$(VENV)/.tables: $(VENV)/.runtime $(wildcard grammar/*.lark) src/agreelint/syntax/tables.py src/agreelint/syntax/compiling.py
	@$(BIN)/python -m agreelint.syntax.tables
	@touch $@

$(VENV)/.dev: $(VENV)/.tables
	@echo "installing what the tests need"
	@$(PIP) install --upgrade "pip>=25.1"
	@$(PIP) install --constraint constraints.txt --group dev
	@touch $@

# ---- what it is for -------------------------------------------------------------------------

demo: $(VENV)/.tables
	@for name in $(AUDITED); do \
	  set -- "agreements/$$name/history.csv" --procedure amendment; \
	  if [ -f "agreements/$$name/mapping.toml" ]; then set -- "$$@" --mapping "agreements/$$name/mapping.toml"; fi; \
	  printf '\n$$ agreelint audit %s %s\n\n' "$$name" "$$*"; \
	  $(BIN)/agreelint audit "$$name" "$$@" || exit; \
	done
	@for name in $(AUDITED); do \
	  printf '\n$$ agreelint checklist %s amendment\n\n' "$$name"; \
	  $(BIN)/agreelint checklist "$$name" amendment || exit; \
	done

# ---- what must hold -------------------------------------------------------------------------

test: check
	$(BIN)/pytest --numprocesses auto --maxprocesses 8

cover: $(VENV)/.dev
	$(BIN)/pytest --numprocesses auto --maxprocesses 8 --cov

check: $(VENV)/.dev
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

golden: $(VENV)/.dev
	$(BIN)/pytest --update-golden

grammar: $(VENV)/.tables

bench: $(VENV)/.tables
	$(BIN)/python bench/bench.py

clean:
	rm -rf $(VENV) build dist .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
