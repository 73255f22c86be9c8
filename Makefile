# Gondola. Every target does its own set-up; `make help` lists them.
PYTHON := .venv/bin/python
GONDOLA := .venv/bin/gondola

.PHONY: help setup demo test lint types bench clean

help:    ## list the targets
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /  make \1\t/'

setup:   ## make .venv and install Gondola into it
	@python3 scripts/bootstrap.py

demo:    ## render 12 labelled frames with Cycles into out/demo, with a contact sheet
	@python3 scripts/bootstrap.py
	@rm -rf out/demo
	@$(GONDOLA) render mixed_grocery --frames 12 --out out/demo --engine cycles
	@$(GONDOLA) sheet out/demo --out out/demo/preview.jpg
	@$(GONDOLA) inspect out/demo
	@printf '%s\n' '' 'Look at    out/demo/preview.jpg        pictures, masks and boxes' \
	  '           out/demo/inspect.html       the same with switchable overlays (open it in a browser)' \
	  '           out/demo/annotations/instances.json   COCO' \
	  'Try next   $(GONDOLA) recipes' \
	  '           $(GONDOLA) preview beverage_aisle' \
	  '           $(GONDOLA) render snack_aisle --frames 100 --engine draft --out out/snacks'

test: setup-dev lint types   ## lint, types and all tests
	@$(PYTHON) -m pytest -q -n 2

.PHONY: test-train
test-train:   ## also the tests that need PyTorch (brings it: several GB)
	@python3 scripts/bootstrap.py --dev --train
	@GONDOLA_NEEDS_TORCH=1 $(PYTHON) -m pytest -q tests/torch_extra

lint: setup-dev
	@$(PYTHON) -m ruff check . && $(PYTHON) -m ruff format --check .

types: setup-dev
	@$(PYTHON) -m mypy

.PHONY: setup-dev
setup-dev:
	@python3 scripts/bootstrap.py --dev

bench: setup-dev   ## time every stage of the pipeline
	@$(PYTHON) scripts/bench.py

clean:   ## remove .venv, caches and out/
	rm -rf .venv .tools out .mypy_cache .ruff_cache .pytest_cache .hypothesis
