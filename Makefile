# The one list of tasks, for people and for CI.
PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
VENV := .venv
BIN := $(VENV)/bin
STAMP := .stamps

.DEFAULT_GOAL := help
.PHONY: help setup assets serve test check lint types build-equals-release build format bench clean

help:  ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 24

$(STAMP)/environment: pyproject.toml constraints.txt
	@mkdir -p $(STAMP)
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --upgrade pip setuptools wheel
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

$(STAMP)/assets: package.json package-lock.json $(wildcard server/frontend/*) | $(STAMP)/environment
	@if command -v npm >/dev/null 2>&1 && npm ci --silent --no-audit --no-fund && npm run --silent build; \
	then touch $@; \
	else echo "The bundled editor could not be built (npm is missing or cannot be reached): pages use plain forms instead."; fi

setup: $(STAMP)/environment  ## The environment in .venv, with the command yuezhi in it

assets: $(STAMP)/assets  ## The bundled query editor (npm)

serve: setup assets  ## Serve the released graph at http://127.0.0.1:8000/ (PORT=…, SAMPLE=1)
	$(if $(SAMPLE),$(BIN)/yuezhi build --sample)
	$(BIN)/yuezhi serve --host $(HOST) --port $(PORT) $(if $(SAMPLE),--release graph/out/sample/release --set quotations=graph/out/sample/quotations)

test: setup  ## The default tests (under 3 minutes)
	$(BIN)/python -m pytest -n auto

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

build: setup  ## Build the graph from the texts into graph/out/release
	$(BIN)/yuezhi build

build-equals-release: setup  ## With the texts at hand: the build gives the committed release, byte for byte
	$(BIN)/python -m pytest -q -m "sources and slow" tests/test_release.py

check: lint types assets  ## Lint, types, the build equals the release, and the marked tests that fit in CI
	$(BIN)/python -m pytest -n auto -m "sources or w3c or slow or browser or outside"

format: setup
	$(BIN)/ruff check --fix . && $(BIN)/ruff format .

bench: setup  ## Measure against peers, and times under attack without mercy
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev,bench]'
	YUEZHI_STRICT_TIMES=1 $(BIN)/python -m pytest -s -m slow tests/test_server_attack.py
	$(BIN)/python -m benchmarks --graph graph/release
	$(BIN)/python -m benchmarks --triples 3000000

clean:
	rm -rf $(VENV) $(STAMP) node_modules server/static/bundle graph/out build *.egg-info
