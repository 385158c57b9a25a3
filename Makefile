# Every command of this project; `make help` lists them.
# The first one on a bare Debian 12 machine installs what is missing: Debian packages
# (.ci/packages.txt, as root) and the virtual environment .venv (.ci/requirements.lock, by hash).

PYTHON ?= python3
WORKERS ?= 2
UV_VERSION := 0.13.9

VENV := .venv
RUN := $(VENV)/bin
LOCK := .ci/requirements.lock
# Named by the lock's content: another lock, another name, a new environment.
INSTALLED := $(VENV)/installed-$(shell sha256sum $(LOCK) | cut -c 1-16)
PYTEST := QT_QPA_PLATFORM=offscreen $(RUN)/python -m pytest --durations 10

.DEFAULT_GOAL := help
.PHONY: help demo test check prove bench-id run lock setup packages

help:  ## List the commands
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/make \1\t\2/p' Makefile | expand -t 14

demo: setup  ## A whole trade-in through the real screens; fills demo-out/
	$(RUN)/python -m ui demo --out demo-out

test: setup  ## The whole test suite, without a display
	$(PYTEST) -n $(WORKERS) --dist worksteal

check: setup  ## Formatting, lint, types, floors; then names places that may be too long
	$(RUN)/ruff format --check .
	$(RUN)/ruff check .
	$(RUN)/mypy
	$(RUN)/lint-imports --no-logo
	$(RUN)/python .ci/sizes.py

prove: setup  ## Long sweeps and benchmarks
	$(PYTEST) -m prove -o faulthandler_timeout=3600 --hypothesis-profile=searching
	$(MAKE) bench-id

bench-id: setup  ## How well documents are read, beside other readers (BENCH='--specimens DIR')
	$(RUN)/python -m tests.bench.id_figures $(BENCH)

run: setup  ## Start the till
	$(RUN)/python -m ui

lock: packages  ## Resolve the dependencies: uv.lock and .ci/requirements.lock (UPGRADE=--upgrade)
	.ci/lock $(PYTHON) $(UV_VERSION) $(LOCK) $(UPGRADE)

setup: $(INSTALLED) $(VENV)/commands

$(INSTALLED): | packages
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' \
		|| { echo "Python 3.11 or 3.12 is needed; PYTHON=... names another one." >&2; exit 1; }
	@echo "Making $(VENV) from $(LOCK)"
	@$(PYTHON) -m venv --clear $(VENV)
	@$(RUN)/python -m pip install --quiet --disable-pip-version-check --no-input \
		--no-deps --require-hashes --only-binary :all: --requirement $(LOCK)
	@touch $@

$(VENV)/commands: $(INSTALLED) .ci/commands.py pyproject.toml
	@$(RUN)/python .ci/commands.py
	@touch $@

packages:
	@.ci/system-packages $(PYTHON)
