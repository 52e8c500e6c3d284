# The commands of Comitas. `make run` and `make test` set everything up that they need.
.PHONY: run test bench faults lint format messages lock clean

SECONDS ?= 60
SEED ?=
LETTERS ?= 0
PAUSE ?= 3

run:
	@sh scripts/setup run && bin/comitas up

test:
	@sh scripts/setup test && sh scripts/test

bench:
	@sh scripts/setup test && bin/comitas test-database -- .venv/bin/python -m bench

faults:
	@sh scripts/setup test && .venv/bin/python -m tests.faults --seconds $(SECONDS) --seed "$(SEED)" --letters $(LETTERS) --pause $(PAUSE)

lint:
	@sh scripts/setup test && sh scripts/test lint

format:
	@sh scripts/setup test && .venv/bin/ruff format . && .venv/bin/ruff check --fix .

messages:
	@sh scripts/setup test && bin/comitas messages

lock:
	@sh scripts/setup test && sh scripts/lock

clean:
	rm -rf .venv build frontend/node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
