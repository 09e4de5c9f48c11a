# The words that people and CI use. `make` alone lists them. Needs git, make and a Python of 3.11 to 3.13; everything else goes into .venv.

HOST = 127.0.0.1
PORT = 8000
DATA = credibly-data
URL = http://$(HOST):$(PORT)
CASES = 1000
ARGS =
PROCESSES = 2

BENCHES = $(filter-out fit_%,$(patsubst bench/%.py,%,$(wildcard bench/*.py)))

READY = .venv/ready
BIN = .venv/bin
OPENAPI = import msgspec, api.openapi, api.routes; \
	print(msgspec.json.format(msgspec.json.encode(api.openapi.document(api.routes.HANDLERS))).decode())

help:  ## list these words
	@echo "make <word>, where <word> is one of"
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  \1|\2/p' Makefile | awk -F'|' '{ printf "%-10s %s\n", $$1, $$2 }'
	@echo "Settings, as in 'make serve PORT=8080': HOST=$(HOST) PORT=$(PORT) DATA=$(DATA) ARGS=(for pytest) PROCESSES=$(PROCESSES) URL=$(URL) CASES=$(CASES) PYTHON=(to choose one)"

serve: $(READY)  ## ingest the sample documents on first use, then serve the API
	@test -f "$(DATA)/CURRENT" || $(BIN)/credibly --data "$(DATA)" ingest seeds/documents
	@exec $(BIN)/credibly --data "$(DATA)" serve --host "$(HOST)" --port "$(PORT)"

test: $(READY)  ## run the tests; ARGS are pytest's, as in ARGS="tests/reading -k cues"
	@$(BIN)/python -m pytest -n $(PROCESSES) $(ARGS)

check: $(READY)  ## lint, formatting, types, import layers, SQL style
	@failed=; \
	for check in "ruff check ." "ruff format --check ." mypy lint-imports "sqlfluff lint sql"; do \
		echo "== $$check"; \
		$(BIN)/$$check || failed="$$failed, $$check"; \
	done; \
	test -z "$$failed" || { echo "failed: $${failed#, }"; exit 1; }

bench: $(READY)  ## run the benchmarks and write docs/benchmarks.md; ARGS names some, as in ARGS=html_speed
	@.venv/bin/uv export --frozen --quiet --no-emit-project --only-group bench --output-file .venv/bench.txt >/dev/null
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .venv/bench.txt
	@failed=; \
	for bench in $(or $(ARGS),$(BENCHES)); do \
		echo "== $$bench"; \
		$(BIN)/python -m bench.$$bench || failed="$$failed, $$bench"; \
	done; \
	test -z "$$failed" || { echo "failed: $${failed#, }"; exit 1; }

contract: $(READY)  ## test whether the server at URL keeps its contract; CASES, and an API key in CREDIBLY_KEY
	@$(BIN)/python -m tests.api.contract "$(URL)" --cases "$(CASES)" $(ARGS)

openapi: $(READY)  ## rewrite tests/openapi.json after a deliberate change of the API
	@$(BIN)/python -c "$(OPENAPI)" > tests/openapi.json.new
	@mv tests/openapi.json.new tests/openapi.json

docs: $(READY)  ## rewrite the generated pages of docs/ and the output that README.md shows
	@$(BIN)/python docs/generate.py
	@CREDIBLY_REWRITE_README=yes $(BIN)/python -m pytest --quiet tests/packaging/test_readme.py

clean:  ## remove the environment and caches, keep the data
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(READY): uv.lock pyproject.toml .ci/environment
	@PYTHON="$(PYTHON)" sh .ci/environment

.PHONY: help serve test check bench contract openapi docs clean
