# Biaochi 标尺. `make run` and `make test` need Python ≥ 3.11 and make, nothing else; `make help` lists the rest.
.DEFAULT_GOAL := help
.PHONY: help run test env env-test lint docs lock bench screenshots clean

PYTHON_RUN := .venv/bin/python
UV_VERSION := 0.13.8
COMPILE := .venv/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

run: env ## set everything up, build the demo warehouse if there is none, serve on 127.0.0.1:8501
	@$(PYTHON_RUN) -m biaochi demo
	@exec $(PYTHON_RUN) -m streamlit run app.py

test: env-test ## set up what tests need, then ruff and pytest
	@scripts/browser.sh
	@$(PYTHON_RUN) -m ruff check . ; style=$$? ; $(PYTHON_RUN) -m pytest -n auto --maxprocesses 4 --dist loadfile ; tests=$$? ; exit $$(( style > tests ? style : tests ))

env: ## .venv with what requirements.lock names
	@scripts/environment.sh requirements.lock

env-test: ## .venv with what requirements-test.lock names
	@scripts/environment.sh requirements-test.lock

lint: env-test ## ruff only
	@$(PYTHON_RUN) -m ruff check .

docs: env-test ## write docs/indicators.md anew from the catalogue
	@$(PYTHON_RUN) -m scripts.write_docs

lock: env ## choose versions anew and write both lock files (set LOCK_FLAGS=--upgrade for newer ones)
	@$(PYTHON_RUN) -m pip install --quiet uv==$(UV_VERSION)
	@$(COMPILE) $(LOCK_FLAGS) --extra build -o requirements.lock
	@$(COMPILE) $(LOCK_FLAGS) --extra build --extra test -c requirements.lock -o requirements-test.lock

bench: env-test ## 10 million cases: Biaochi, DuckDB, Polars and pandas side by side
	@$(PYTHON_RUN) -m benchmarks

screenshots: env-test ## pictures of every page into docs/images
	@scripts/browser.sh
	@$(PYTHON_RUN) -m scripts.screenshots

clean: ## remove the environment and caches (never a warehouse)
	@rm -rf .venv .pytest_cache .ruff_cache .hypothesis build biaochi.egg-info test-results
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
