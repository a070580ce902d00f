# Needs make and Python 3.11, 3.12 or 3.13; everything else comes from the hashed locks in requirements/.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

BIN := .venv/bin
STAMP := .venv/.complete
BENCH := .venv-bench/bin
BENCH_STAMP := .venv-bench/.complete
SAMPLE := build/sample
# An enterprise of the sample whose grade is open: what would settle it is part of its explanation.
EXAMPLE := 91110105211033822D
# The tests of the library. Those of the system and of Spark are calls of their own.
LIBRARY := --ignore tests/cluster --ignore tests/bureau --ignore tests/portal --ignore tests/browser
LOCKS := setup runtime spark bureau test check all

# uv follows what pip is told about indexes and trusts what the system trusts.
export UV_SYSTEM_CERTS := 1
export UV_PYTHON := $(CURDIR)/$(BIN)/python
WITH_INDEX = index="$${UV_DEFAULT_INDEX:-$${PIP_INDEX_URL:-$$($(BIN)/pip config get global.index-url 2>/dev/null || true)}}"; \
	if [ -n "$$index" ]; then export UV_DEFAULT_INDEX="$$index"; fi;

FIND_PYTHON = for python in python3.11 python3.12 python3.13 python3; do \
		if "$$python" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' \
			>/dev/null 2>&1; then echo "$$python"; exit; fi; \
	done

.PHONY: help setup java chromium run sample test night mutate check fix bench docs pictures lock clean

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

java: # The tests of the engine spark start Spark, which is a program in Java.
	@version="$$("$${JAVA_HOME:+$$JAVA_HOME/bin/}java" -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' || true)"; \
	if [ "$${version:-0}" -lt 17 ]; then \
		echo "Installing Java 17"; \
		if ! { apt-get update -qq && apt-get install -y -qq openjdk-17-jre-headless; } >/dev/null 2>&1; then \
			echo "Java 17 is needed, and could not be installed. On Debian, as root: apt-get install openjdk-17-jre-headless" >&2; \
			exit 1; \
		fi; \
	fi

chromium: # The tests of pages open them in a real browser, with Chinese letters.
	@if ! { command -v chromium && fc-list | grep -q 'Noto Sans CJK'; } >/dev/null 2>&1; then \
		echo "Installing chromium and fonts-noto-cjk"; \
		if ! { apt-get update -qq && apt-get install -y -qq chromium fontconfig fonts-noto-cjk; } >/dev/null 2>&1; then \
			echo "chromium and fonts-noto-cjk are needed, and could not be installed. On Debian, as root: apt-get install chromium fonts-noto-cjk" >&2; \
			exit 1; \
		fi; \
	fi

run: export BUREAU_DATA := build/bureau
run: setup ## Set up the system with a sample archive and demo people, and serve it
	@[ -e $(SAMPLE)/manifest.toml ] || { mkdir -p build && $(BIN)/qualitycredit synth $(SAMPLE) --enterprises 20000 --seed 2006 --quiet; }
	$(BIN)/qualitycredit manage demo $(SAMPLE)
	$(BIN)/qualitycredit serve

sample: setup ## Make a sample archive, grade it, and explain one enterprise, on the command line
	@mkdir -p build
	$(BIN)/qualitycredit synth $(SAMPLE) --enterprises 20000 --seed 2006 --replace --quiet
	$(BIN)/qualitycredit grade $(SAMPLE) --as-of 2026-06-30 --out build/decisions.parquet
	$(BIN)/qualitycredit explain $(SAMPLE) $(EXAMPLE) --as-of 2026-06-30

test: setup check java chromium ## Check, then run every test; a skipped test is a failed test
	$(BIN)/pytest -n auto --dist worksteal $(LIBRARY) --cov --cov-report= --cov-fail-under=0
	$(BIN)/pytest -n auto tests/bureau --cov --cov-append --cov-report= --cov-fail-under=0
	BUREAU_DATABASE=postgresql $(BIN)/pytest -n auto tests/bureau --cov --cov-append --cov-report= --cov-fail-under=0
	$(BIN)/pytest -n auto tests/portal --cov --cov-append --cov-report= --cov-fail-under=0
	BUREAU_DATABASE=postgresql $(BIN)/pytest -n auto tests/portal --cov --cov-append --cov-report= --cov-fail-under=0
	$(BIN)/pytest -n auto tests/browser
	$(BIN)/pytest tests/cluster --cov --cov-append --cov-report=term

night: setup ## Run the tests with many generated examples
	$(BIN)/pytest -n auto $(LIBRARY) --hypothesis-profile=night

check: setup ## Lint, types, layers, dependencies, locks; changes nothing
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/deptry src
	$(BIN)/djlint src/bureau --lint --quiet
	$(BIN)/pytest --quiet tests/architecture

fix: setup ## Repair what ruff can, and format
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

bench: $(BENCH_STAMP) java ## Measure, beside others, in .venv-bench (SIZES="10000 100000", WRITE=1 keeps the figures)
	$(BENCH)/python -m bench.run $(if $(SIZES),--sizes $(SIZES)) $(if $(WRITE),--write)
	$(BIN)/python -m bench.portal $(if $(WRITE),--write)
	$(BIN)/python -m bench.pages $(if $(WRITE),--write)

$(BENCH_STAMP): requirements/bench.txt $(STAMP)
	@$(BENCH)/python -c '' 2>/dev/null || $(BIN)/python -m venv --clear --without-pip .venv-bench
	@echo "Installing what requirements/bench.txt names"
	@$(WITH_INDEX) $(BIN)/uv pip sync --quiet --python $(BENCH)/python --require-hashes requirements/bench.txt
	@$(BIN)/uv pip install --quiet --python $(BENCH)/python --offline --no-deps --no-build-isolation --editable .
	@touch $@

docs: setup ## Write the check sheets of the standards and the pages of roles, states and procedures anew
	for standard in standards/*/; do $(BIN)/qualitycredit sheet "$$standard" --write; done
	for page in roles states procedures; do \
		BUREAU_DATA=build/bureau $(BIN)/qualitycredit manage $${page}_page > build/$$page.md && mv build/$$page.md docs/reference/$$page.md; \
	done

mutate: setup ## Plant faults in both engines and show that the tests see them (an hour; SHARE=20 plants one in 20)
	$(BIN)/python -m tests.mutation.plant --share $(or $(SHARE),1)

pictures: setup chromium ## Walk a day of each role, and keep what each sees in docs/pictures
	$(BIN)/pytest tests/browser/test_days.py
	mkdir -p docs/pictures/days && cp build/pictures/days/*.jpg docs/pictures/days

lock: ## Write the locks of requirements/ anew, with the newest versions
	@[ -x $(BIN)/uv ] || $(MAKE) setup
	@$(WITH_INDEX) \
	compile="$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url"; \
	groups="$(foreach set,$(filter-out runtime spark bureau all,$(LOCKS)),--group $(set))"; \
	$$compile --upgrade pyproject.toml --extra spark --extra bureau $$groups -o requirements/all.txt; \
	$$compile --upgrade pyproject.toml -c requirements/all.txt -o requirements/runtime.txt; \
	for extra in spark bureau; do \
		$$compile --upgrade pyproject.toml --extra $$extra -c requirements/all.txt -o requirements/$$extra.txt; \
	done; \
	for set in $(filter-out runtime spark bureau all,$(LOCKS)); do \
		$$compile --upgrade --group $$set -c requirements/all.txt -o requirements/$$set.txt; \
	done; \
	$$compile --upgrade pyproject.toml --extra spark --group setup --group bench -c requirements/all.txt -o requirements/bench.txt
	@echo "Locked: $(LOCKS:%=requirements/%.txt) requirements/bench.txt"

clean: ## Remove all that was made
	rm -rf .venv .venv-bench build dist htmlcov .coverage* .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find src tests -name __pycache__ -prune -exec rm -rf {} +
