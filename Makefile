# Needs make and Python 3.11, 3.12 or 3.13; everything else comes from the hashed locks in requirements/.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

BIN := .venv/bin
STAMP := .venv/.complete
SAMPLE := build/sample
# An enterprise of the sample whose grade is open: what would settle it is part of its explanation.
EXAMPLE := 91110105211033822D
LOCKS := setup runtime test check all

# uv follows what pip is told about indexes and trusts what the system trusts.
export UV_SYSTEM_CERTS := 1
export UV_PYTHON := $(CURDIR)/$(BIN)/python
WITH_INDEX = index="$${UV_DEFAULT_INDEX:-$${PIP_INDEX_URL:-$$($(BIN)/pip config get global.index-url 2>/dev/null || true)}}"; \
	if [ -n "$$index" ]; then export UV_DEFAULT_INDEX="$$index"; fi;

FIND_PYTHON = for python in python3.11 python3.12 python3.13 python3; do \
		if "$$python" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
			>/dev/null 2>&1; then echo "$$python"; exit; fi; \
	done

.PHONY: help setup run test night mutate check fix bench docs lock clean

help: ## Show what can be made
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(STAMP) ## Create .venv from the locks, with the command qualitycredit in it

$(STAMP): requirements/all.txt requirements/setup.txt pyproject.toml
	@python="$$($(FIND_PYTHON))"; \
	if [ -z "$$python" ]; then \
		echo "Python 3.11, 3.12 or 3.13 with venv is needed, and was not found. On Debian: apt-get install python3 python3-venv" >&2; \
		exit 1; \
	fi; \
	if ! $(BIN)/python -c '' 2>/dev/null; then \
		echo "Creating .venv with $$("$$python" --version)"; \
		"$$python" -m venv --clear .venv; \
	fi
	@echo "Installing what requirements/all.txt names"
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/setup.txt
	@$(WITH_INDEX) $(BIN)/uv pip sync --quiet --require-hashes requirements/all.txt
	@echo "Installing qualitycredit itself, editable"
	@$(BIN)/uv pip install --quiet --offline --no-deps --no-build-isolation --editable .
	@touch $@
	@echo "Ready: $(BIN)/qualitycredit"

run: setup ## Make a sample archive, grade it, and explain one enterprise
	@mkdir -p build
	$(BIN)/qualitycredit synth $(SAMPLE) --enterprises 20000 --seed 2006 --replace --quiet
	$(BIN)/qualitycredit grade $(SAMPLE) --as-of 2026-06-30 --out build/decisions.parquet
	$(BIN)/qualitycredit explain $(SAMPLE) $(EXAMPLE) --as-of 2026-06-30

test: setup check ## Check, then run every test; a skipped test is a failed test
	$(BIN)/pytest -n auto --dist worksteal --cov --cov-report=term

night: setup ## Run the tests with many generated examples
	$(BIN)/pytest -n auto --hypothesis-profile=night

check: setup ## Lint, types, layers, dependencies, locks; changes nothing
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/deptry src
	$(BIN)/pytest --quiet tests/architecture

fix: setup ## Repair what ruff can, and format
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: setup ## Measure
	$(BIN)/python bench/run.py

docs: setup ## Write the check sheets of the standards anew
	for standard in standards/*/; do $(BIN)/qualitycredit sheet "$$standard" --write; done

mutate: setup ## Plant faults in both engines and show that the tests see them (an hour; SHARE=20 plants one in 20)
	$(BIN)/python -m tests.mutation.plant --share $(or $(SHARE),1)

lock: ## Write the locks of requirements/ anew, with the newest versions
	@[ -x $(BIN)/uv ] || $(MAKE) setup
	@$(WITH_INDEX) \
	compile="$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url"; \
	groups="$(foreach set,$(filter-out runtime all,$(LOCKS)),--group $(set))"; \
	$$compile --upgrade pyproject.toml $$groups -o requirements/all.txt; \
	$$compile --upgrade pyproject.toml -c requirements/all.txt -o requirements/runtime.txt; \
	for set in $(filter-out runtime all,$(LOCKS)); do \
		$$compile --upgrade --group $$set -c requirements/all.txt -o requirements/$$set.txt; \
	done
	@echo "Locked: $(LOCKS:%=requirements/%.txt)"

clean: ## Remove all that was made
	rm -rf .venv build dist htmlcov .coverage* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests -name __pycache__ -prune -exec rm -rf {} +
