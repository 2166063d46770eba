# The two commands of the README: `make report` and `make test`. Both set up all that they need.
UV_VERSION := 0.13.9
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
export UV_PYTHON_DOWNLOADS := never
export UV_PYTHON_PREFERENCE := only-system
# Modules are compiled once, here: a command starts in half the time, the first one too.
# Many small matrices: more threads of linear algebra than one only wait for each other.
export OPENBLAS_NUM_THREADS := 1
RUN := $(UV) run --locked --no-sync

.PHONY: report test lint types contracts unit setup golden benchmarks clean
report: .venv/.report   ## install and build the example's issue
	$(RUN) nuzuh build examples/idlib

test: lint types contracts unit   ## install and run every check

setup: .venv/.dev

.uv/bin/uv:
	python3 -m venv .uv
	.uv/bin/pip install --quiet --disable-pip-version-check "uv==$(UV_VERSION)"

.venv/.report: pyproject.toml uv.lock $(filter .uv/%,$(UV))
	test -e .venv/.dev || $(UV) sync --locked --no-dev --quiet --compile-bytecode
	.venv/bin/python -m compileall -q src
	touch $@

.venv/.dev: pyproject.toml uv.lock $(filter .uv/%,$(UV))
	$(UV) sync --locked --quiet --compile-bytecode
	.venv/bin/python -m compileall -q src
	touch $@ .venv/.report

lint: .venv/.dev
	$(RUN) ruff check .
	$(RUN) ruff format --check .

types: .venv/.dev
	$(RUN) mypy

contracts: .venv/.dev
	$(RUN) lint-imports --no-timing 2>/dev/null || $(RUN) lint-imports

unit: .venv/.dev
	$(RUN) pytest -n 2 --cov --cov-report=term

golden: .venv/.dev   ## rewrite the golden issue; review the diff as data
	$(RUN) python -m tests.golden.rewrite

benchmarks: .venv/.dev
	$(RUN) python -m benchmarks

clean:
	rm -rf .venv .uv examples/*/public examples/*/private
