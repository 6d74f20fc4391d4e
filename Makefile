# Bunko's commands; `make help` lists them. All that they make is in .gitignore.

PYTHON ?=
ADDRESS ?=
UPGRADE ?=
export PYTHON
export NO_MKDOCS_2_WARNING = 1

python := .venv/bin/python

.PHONY: help site serve import test lint chromium lock clean set-up set-up-test
.DELETE_ON_ERROR:

help:
	@echo "make site      set up .venv and build the site into site/"
	@echo "make serve     preview at http://127.0.0.1:8000/ (ADDRESS=host:port for another)"
	@echo "make import    import what lies in archive/inbox/"
	@echo "make test      lint and run all tests, the browser's too"
	@echo "make lint      ruff and mypy alone"
	@echo "make lock      make requirements/*.txt anew (UPGRADE=1: with the newest versions)"
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
	@$(compile) requirements/build.in -o requirements/build.txt
	@$(compile) -c requirements/build.txt pyproject.toml -o requirements/site.txt
	@$(compile) -c requirements/build.txt -c requirements/site.txt pyproject.toml requirements/test.in -o requirements/test.txt

clean:
	rm -rf site .cache .venv .hypothesis .pytest_cache .mypy_cache .ruff_cache
