# Every target sets up what it needs and says so. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PY := $(BIN)/python
# Half as many again as there are cores: a test on the engine waits for it a good part of the time. Whoever is done takes
# over from the others: the long tests stand together.
JOBS ?= $(shell $(PYTHON) -c 'import os; n = os.cpu_count() or 1; print(n + (n + 1) // 2)')

RUN_STAMP := $(VENV)/.run.stamp
DEV_STAMP := $(VENV)/.dev.stamp
BENCH_STAMP := $(VENV)/.bench.stamp
MUTANTS_STAMP := $(VENV)/.mutants.stamp

.PHONY: help demo test check bench golden mutants lock cli

help: ## List the targets
	@awk -F':.*## ' '/^[a-z-]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(PY):
	@echo "==> making a Python environment in $(VENV)/"
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed, this is " + sys.version.split()[0])'
	@$(PYTHON) -m venv $(VENV)

$(RUN_STAMP): requirements.txt | $(PY)
	@echo "==> installing requirements.txt (Pulumi's AWS SDK is large: about half a minute)"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(DEV_STAMP): requirements-dev.txt $(RUN_STAMP)
	@echo "==> installing requirements-dev.txt"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@

$(BENCH_STAMP): requirements-bench.txt $(DEV_STAMP)
	@echo "==> installing requirements-bench.txt (two solvers: about 150 MB)"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.txt
	@touch $@

$(MUTANTS_STAMP): requirements-mutants.txt $(DEV_STAMP)
	@echo "==> installing requirements-mutants.txt"
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-mutants.txt
	@touch $@

cli: $(RUN_STAMP) ## Find, install or build the Pulumi CLI (once per user)
	@$(PY) -m sandbox cli

demo: cli ## Bill, preview, up and a refusal on the sandbox, no AWS account
	@$(PY) -m sandbox demo

test: $(DEV_STAMP) cli ## Run every test, the engine tests included
	@$(PY) -m pytest -n $(JOBS) --dist worksteal -q

check: $(DEV_STAMP) ## Lint, format and strict types
	@echo "==> ruff check"; $(BIN)/ruff check .
	@echo "==> ruff format"; $(BIN)/ruff format --check .
	@echo "==> basedpyright"; $(BIN)/basedpyright --level error

golden: $(DEV_STAMP) cli ## Rewrite every generated file, to be reviewed as a diff
	@$(PY) -m tests.golden
	@$(PY) -m tests.reference
	@$(PY) -m tests.walkthrough
	@$(PY) -m tests.shown

bench: $(BENCH_STAMP) cli ## Measure the targets of docs/benchmarks.md
	@$(PY) -m tests.bench

mutants: $(MUTANTS_STAMP) ## Break money, tiers, gate and search in every small way; tests must notice
	@echo "==> about 1,800 mutants: five to fifteen minutes on two cores"
	@$(PY) -m tests.mutants

lock: $(DEV_STAMP) ## Pin requirements*.in with hashes
	@$(PY) -m pip install --quiet uv
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url requirements.in -o requirements.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url requirements-dev.in -o requirements-dev.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url requirements-bench.in -o requirements-bench.txt
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url requirements-mutants.in -o requirements-mutants.txt
