# The same steps that CI runs (`.ci/run`). In an activated environment they use that one, else `.venv`.
VENV ?= $(or $(VIRTUAL_ENV),.venv)
PYTHON ?= $(shell command -v python3.11 || command -v python3)
export PATH := $(abspath $(VENV))/bin:$(PATH)
TYPED = nlp models scoring app training
# Two tests run at once on two cores: threads of a library that wait for each other double the work of training.
test test-slow coverage regenerate-check: export OMP_NUM_THREADS = 1
test test-slow coverage regenerate-check: export OPENBLAS_NUM_THREADS = 1

.PHONY: help ready setup lint types test test-slow coverage regenerate regenerate-check bench lines

help: ## what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

ready:
	@command -v ruff > /dev/null || { echo "No environment: run 'make setup' first, or activate one."; exit 1; }

setup: ## an environment in .venv with all that tests need, in the versions that CI was last green with
	test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	python -m pip install -q --disable-pip-version-check -c .ci/constraints.txt -e ".[dev]"

lint: ready ## style, format, dead code
	ruff check .
	ruff format --check .
	vulture

types: ready ## mypy --strict; the folders are the package: a link shows them under its name
	rm -rf .ci/types && mkdir -p .ci/types && ln -s "$(CURDIR)" .ci/types/zhibiao
	MYPYPATH=.ci/types mypy --config-file pyproject.toml $(TYPED:%=-p zhibiao.%)

test: ready ## all tests, then the notebooks from top to bottom
	.ci/absent
	pytest -q -n 2 --dist loadfile
	cd notebooks && ls *.ipynb | xargs -P 2 -n 1 python refresh.py --check

test-slow: ready ## also what takes minutes and shows little more: a cheap model in folds, the guide's pictures, all hostile files
	ZHIBIAO_SLOW=1 ZHIBIAO_HOSTILE=all pytest -q -n 2 --dist loadfile

coverage: ready ## lines that no test reaches, by file; a third to twice as slow as make test, so not in CI
	pytest -q -n 2 --dist loadfile --cov=nlp --cov=models --cov=scoring --cov=training --cov=app --cov-report=term:skip-covered

regenerate: ready ## renew every generated page, table, picture and notebook (ONLY=name for one)
	python .ci/regenerate.py $(ONLY)

regenerate-check: ready ## say which of them are stale
	python .ci/regenerate.py --check $(ONLY)

bench: ready ## speeds beside the bare libraries and baselines
	zhibiao bench

lines: ## lines of code by folder (SINCE=revision: beside those of a revision)
	@python .ci/lines.py $(SINCE)
