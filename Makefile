# make run | test | check | bench | eval: each sets up .venv first, once.
PYTHON ?= python3
CORPUS ?= corpus/
STORE  ?= .store
HOST   ?= 127.0.0.1
PORT   ?= 8000
BIN    := .venv/bin

.PHONY: run test check format bench eval install clean screenshots
.DEFAULT_GOAL := run

install: .venv/.installed

.venv/.installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; give it as PYTHON=…" >&2; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

# Exit code 3 of ingest means that some files were rejected; they were named, and the rest is served.
run: install
	@$(BIN)/euclusters ingest $(CORPUS) --store "$(STORE)" || [ $$? -eq 3 ]
	@exec $(BIN)/euclusters serve --store "$(STORE)" --host "$(HOST)" --port "$(PORT)"

test: install
	$(BIN)/python -m pytest

check: install
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.dependencies
	$(BIN)/python -m pytest

format: install
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# The stock pipelines live in an environment of their own: their versions are not this project's.
.venv-peers/.installed: eval/stock/requirements.txt
	$(PYTHON) -m venv .venv-peers
	.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check --requirement eval/stock/requirements.txt
	@touch $@

bench: install .venv-peers/.installed
	$(BIN)/euclusters eval bench --peers

# Everything is run before a missed threshold ends this; OUT/index.html shows all sets and the verifier's benchmark.
OUT ?= .runs/$(shell date -u +%Y%m%dT%H%M%SZ)
eval: OUT := $(OUT)
eval: install
	$(BIN)/euclusters ingest corpus/ --store .store-eval
	@failed=0; \
	$(BIN)/euclusters eval run eval/questions/*.yaml --store .store-eval -o "$(OUT)" || failed=1; \
	$(BIN)/euclusters eval verification --store .store-eval -o "$(OUT)/verification" || failed=1; \
	if [ -d ../shared/questions ]; then \
	  $(BIN)/euclusters ingest ../shared/corpus --store .store-eval-deck && \
	  $(BIN)/euclusters eval run ../shared/questions/seed_deck_dev.yaml --store .store-eval-deck -o "$(OUT)/seed_deck_dev" || failed=1; \
	  $(BIN)/euclusters ingest ../shared/data/ft-topics-2026-08/topics.jsonl --store .store-eval-portal && \
	  $(BIN)/euclusters eval run ../shared/questions/portal_dev.yaml --store .store-eval-portal -o "$(OUT)/portal_dev" || failed=1; \
	fi; \
	$(BIN)/euclusters eval overview "$(OUT)" || failed=1; \
	exit $$failed

# The pictures of docs/images; needs Chromium and the fonts-liberation package.
screenshots: install
	$(BIN)/python -m tools.screenshots
	$(BIN)/python -m tools.report_pictures

clean:
	rm -rf .venv .venv-peers .store .store-eval .store-eval-deck .store-eval-portal .runs
