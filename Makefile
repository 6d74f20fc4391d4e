# Bunko's commands; `make help` lists them. All that they make is in .gitignore.

PYTHON ?=
ADDRESS ?=
UPGRADE ?=
SECONDS ?= 60
export PYTHON
export NO_MKDOCS_2_WARNING = 1

python := .venv/bin/python

.PHONY: help site serve import test lint chromium lock audit fuzz clean set-up set-up-test
.DELETE_ON_ERROR:

help:
	@echo "make site      set up .venv and build the site into site/"
	@echo "make serve     preview at http://127.0.0.1:8000/ (ADDRESS=host:port for another)"
	@echo "make import    import what lies in archive/inbox/"
	@echo "make test      lint and run all tests, the browser's too"
	@echo "make lint      ruff and mypy alone"
	@echo "make lock      make requirements/*.txt anew (UPGRADE=1: with the newest versions)"
	@echo "make audit     ask the advisories whether anything in requirements/*.txt has a known weakness (network)"
	@echo "make fuzz      drive the readers by a fuzzer, SECONDS=60 for each (benchmarks/fuzz)"
	@echo "make clean     remove all that the other targets made, .venv too"

site: set-up
	@$(python) -m mkdocs build --strict
	@test -n "$(BUNKO_PART)" || .venv/bin/bunko manifest site
	@echo "The site is in $(CURDIR)/site"

serve: set-up
	@$(python) -m mkdocs serve $(if $(ADDRESS),--dev-addr "$(ADDRESS)")

import: set-up
	@.venv/bin/bunko import archive/inbox

test: lint chromium
	@$(python) -m pytest

lint: set-up-test
	@$(python) -m ruff check
	@$(python) -m mypy

chromium: set-up-test
	@$(python) tests/browser/chromium.py

set-up:
	@sh requirements/set-up site

set-up-test: set-up
	@sh requirements/set-up test

# uv resolves for all Pythons from 3.11.0 on at once; no option of this machine gets into a lock.
uv := .cache/lock/bin/uv
compile := $(uv) pip compile --no-config --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

lock: set-up
	@test -x $(uv) || $(python) -m venv .cache/lock
	@.cache/lock/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes -r requirements/lock.txt
	@$(compile) requirements/lock.in -o requirements/lock.txt
	@$(compile) requirements/audit.in -o requirements/audit.txt
	@$(compile) requirements/fuzz.in -o requirements/fuzz.txt
	@$(compile) requirements/build.in -o requirements/build.txt
	@$(compile) -c requirements/build.txt pyproject.toml -o requirements/site.txt
	@$(compile) -c requirements/build.txt -c requirements/site.txt pyproject.toml requirements/test.in -o requirements/test.txt

# --strict: what cannot be looked up is a failure, and not passed over.
audit: set-up
	@test -x .cache/audit/bin/python || $(python) -m venv .cache/audit
	@.cache/audit/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes -r requirements/audit.txt
	@.cache/audit/bin/pip-audit --strict --progress-spinner off --require-hashes --disable-pip \
		$(addprefix -r ,$(wildcard requirements/*.txt))

fuzz: set-up
	@$(python) -m pip --disable-pip-version-check install --quiet --require-hashes --upgrade --target .cache/fuzz/site -r requirements/fuzz.txt
	@PYTHONPATH=.cache/fuzz/site $(python) benchmarks/fuzz/measure.py --seconds $(SECONDS)

clean:
	rm -rf site .cache .venv .hypothesis .pytest_cache .mypy_cache .ruff_cache
