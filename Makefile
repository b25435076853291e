# Two commands do everything: `make kg` builds, checks and answers; `make test` tests. `make test-deep` tests at length.

PYTHON ?= python3
BIN := .venv/bin
INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --no-compile
FACADE := $(addprefix tests/test_,graph.py leadership.py relations.py absence.py explain.py disputes.py compare.py)
PYTEST := $(BIN)/pytest -n 2 --dist worksteal
ALONE := not shared and not owlapi and not engines and not browser
SOURCES := $(shell find src ontology data queries -type f -not -path '*/__pycache__/*')

.PHONY: kg build check seats site release pictures test test-deep test-engines facade-oxigraph facade-virtuoso test-browser load soak fuzz bench lint types evidence profile clean

kg: dist/sovleader-kg.ttl
	@echo "The graph stands in dist/sovleader-kg.ttl."
	@$(BIN)/sovleader check
	@echo
	@echo "Who was General Secretary, or whatever the post was called, on 14 October 1964?"
	@echo "$$ $(BIN)/sovleader who --on 1964-10-14"
	@$(BIN)/sovleader who --on 1964-10-14
	@echo
	@echo "To go on:  $(BIN)/sovleader explain term:nikita-khrushchev.1 sl:end    who says so, and where"
	@echo "           $(BIN)/sovleader ask                                        the stored queries"

build: dist/sovleader-kg.ttl

dist/sovleader-kg.ttl: .venv/ready $(SOURCES)
	@$(BIN)/sovleader build
	@touch $@

check: .venv/ready
	@$(BIN)/sovleader check

# The published table of gaps, and the picture of seats and members.
seats: build
	@$(BIN)/sovleader export seats -o docs/seats.md
	@$(BIN)/sovleader export seats -o docs/seats.svg

# The pages as files for any web host, in dist/site.
site: build .venv/dev-ready
	@$(BIN)/sovleader export site -o dist/site

# What a release holds, in dist/release, ready to be uploaded. PREVIOUS=FILE.ttl tells what changed since that one.
release: build .venv/dev-ready
	@$(BIN)/python release.py $(if $(PREVIOUS),--previous "$(PREVIOUS)")

# What the README and the docs show of the pages. Look at them before you commit. Needs root where Chromium is missing.
pictures: build .venv/dev-ready
	command -v chromium >/dev/null || { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q chromium; }
	$(BIN)/python tests/pictures.py

# What every change needs, within five minutes on two cores and with the same result each time.
test: lint types build .venv/dev-ready
	$(PYTEST) -m "not deep and $(ALONE)"

# The rest that needs no foreign software: all of the data on rdflib, many random graphs, the server under attack.
test-deep: build .venv/dev-ready
	$(PYTEST) $(DEEP) -m "deep and $(ALONE)" --hypothesis-profile deep

lint: .venv/dev-ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/sovleader fmt --check

types: .venv/dev-ready
	$(BIN)/mypy

# Needs ../shared: the source articles and the reference tables.
evidence: build .venv/dev-ready
	$(BIN)/sovleader check --article ../shared/articles/wikipedia.txt
	$(BIN)/sovleader check --article ../shared/articles/prolewiki.txt
	$(BIN)/pytest -m shared

# A second opinion on OWL 2 RL: the OWL API's checker. Installs Debian packages, so it needs root where they are missing.
profile: .venv/dev-ready
	command -v javac >/dev/null || { apt-get update -q && apt-get install -y -q default-jdk-headless; }
	test -e /usr/share/java/owlapi-api.jar || { apt-get update -q && apt-get install -y -q libowlapi-java; }
	$(BIN)/pytest -m owlapi

# The stored queries on foreign engines; writes docs/engines.md. Installs Debian packages, so it needs root where they are
# missing; the rest goes into .venv-engines.
test-engines: build .venv/dev-ready .venv-engines/ready
	command -v virtuoso-t rapper serdi openrefine zsh fish >/dev/null && test -e /usr/share/java/rdf4j-rio-api.jar || { apt-get update -q && \
	  DEBIAN_FRONTEND=noninteractive apt-get install -y -q virtuoso-opensource-7 raptor2-utils serdi librdf4j-java \
	  openrefine zsh fish; }
	$(BIN)/pytest -n 2 --dist loadfile -m engines
	$(MAKE) --jobs=2 facade-oxigraph facade-virtuoso

facade-oxigraph:
	$(BIN)/pytest --store "Oxigraph server" -m "not deep and not shared" -k "not rdflib" $(FACADE)

facade-virtuoso:
	$(BIN)/pytest --store Virtuoso -m "not deep and not shared" -k "not rdflib" $(FACADE)

# The pages in Debian's Chromium, which it installs, with axe-core. Needs root where Chromium is missing.
test-browser: build .venv/dev-ready .venv-engines/ready
	command -v chromium >/dev/null || { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q chromium; }
	$(BIN)/pytest -m browser

# How much the server bears: requests a second and what the slowest wait; then ten minutes of everything at once.
load: build .venv/dev-ready
	command -v wrk >/dev/null || { apt-get update -q && DEBIAN_FRONTEND=noninteractive apt-get install -y -q wrk; }
	$(BIN)/python benchmarks/load.py

# Random input to every command, call and page, MINUTES of it, from SEED; prints what ends in a traceback, a 5xx or a hang.
fuzz: build .venv/dev-ready
	PYTHONPATH=tests $(BIN)/python tests/fuzz.py $(if $(MINUTES),--minutes $(MINUTES)) $(if $(SEED),--seed $(SEED))

soak: build .venv/dev-ready
	$(BIN)/python benchmarks/soak.py --minutes 10

.venv-engines/ready: requirements-engines.lock $(wildcard tests/engines/node/*.json)
	$(PYTHON) -m venv .venv-engines
	.venv-engines/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-engines.lock
	mkdir -p .venv-engines/node
	cp tests/engines/node/*.json .venv-engines/node/
	cd .venv-engines/node && PATH="$(CURDIR)/.venv-engines/bin:$$PATH" npm ci --no-audit --no-fund --loglevel=error
	@touch $@

# Our ratios beside those of peers, then how cost grows; about an hour and a half, and 12 GB of memory.
# docs/performance.md holds the last run.
bench: build .venv-bench/ready
	$(BIN)/python -m compileall -q src
	$(BIN)/python benchmarks/bench.py
	$(BIN)/python benchmarks/bench.py --growth

.venv-bench/ready: requirements.lock requirements-dev.lock requirements-bench.lock
	$(PYTHON) -m venv .venv-bench
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock -r requirements-bench.lock
	.venv-bench/bin/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	@touch $@

# What building and asking need; what tests need comes into the same folder when they are first run.
.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=python3.12 ...")'
	@echo "setting up .venv"
	@$(PYTHON) -m venv .venv
	@$(INSTALL) -r requirements.lock
	@$(INSTALL) --no-build-isolation --no-deps --editable .
	@touch $@

.venv/dev-ready: .venv/ready requirements-dev.lock
	@echo "setting up .venv for tests"
	@$(INSTALL) -r requirements-dev.lock
	@touch $@

clean:
	rm -rf .venv .venv-engines .venv-bench dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
