# `make` alone lists what there is.
PORT ?= 8000
export PORT
PY := .venv/bin/python
SETTINGS_OF_TESTS := DJANGO_SETTINGS_MODULE=philoxenia.settings.test
ROOTS := PYTHONPATH=.:site
ONLY ?= inflected concepts corrections memory speed engines lesson_files submissions

.DEFAULT_GOAL := help
.PHONY: help run stop test gate lint format bench messages lock base tools words state

help: ## list the commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 18

run: ## install, prepare and serve (PORT=8123, VAR_DIR=folder)
	@exec bin/python bin/run.py

stop: ## end the copy that runs on this state folder
	@exec bin/python bin/stop.py

test: base ## lint, then every test that needs Python and Chromium alone
	@$(PY) -m tests.prepared & \
	$(MAKE) --no-print-directory lint words && \
	$(PY) -m pytest -n 3 --dist worksteal -m "not gate" $(ARGS); \
	status=$$?; wait; exit $$status

gate: tools state ## the tests that take longer or need more; none may be skipped
	@bin/python bin/browser.py --gate
	PYTHONPATH=bin $(PY) -m pytest -n 2 --dist worksteal -p never_skip -m gate $(ARGS)

lint: tools ## style, types, layers, templates, migrations
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	SECRET_KEY=lint $(PY) -m mypy
	$(ROOTS) $(PY) -c "from importlinter.cli import lint_imports_command as c; c()"
	$(PY) -m djlint --lint --quiet site toolkit newsroom practices stories search
	$(SETTINGS_OF_TESTS) $(PY) manage.py makemigrations --check --dry-run

format: tools ## let ruff order the code
	$(PY) -m ruff check --fix
	$(PY) -m ruff format

bench: words ## measure and print; about an hour, ONLY="inflected memory" less
	@set -e; for name in $(ONLY); do echo "== tests/bench/$$name.py"; \
	    $(PY) tests/bench/$$name.py; done

messages: tools ## bring all catalogs up to the strings in the source
	@bin/python bin/catalogs.py gather

lock: tools ## pin requirements/*.in into *.txt; UPGRADE=1 takes newer versions
	$(PY) -m pip install --quiet --disable-pip-version-check "pip-tools>=7.5,<8"
	for kind in base dev; do $(PY) -m piptools compile \
	    --quiet --strip-extras --no-header --no-emit-index-url \
	    --no-emit-trusted-host --no-emit-find-links $(if $(UPGRADE),--upgrade) \
	    --output-file requirements/$$kind.txt requirements/$$kind.in || exit; done

base:
	@bin/python bin/packages.py base
	@bin/python bin/catalogs.py compile

tools: base
	@bin/python bin/packages.py dev
	@bin/python bin/browser.py

words: tools
	@VAR_DIR=var SECRET_KEY=words $(PY) manage.py tries

state: base
	@$(PY) -m tests.prepared
