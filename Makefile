# Everything here needs only make, Python 3.11 or newer and a package index.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: demo test bench calibrate compile compiles study figures snapshots lock clean help

BIN := .venv/bin
UV ?= uv

demo: .venv/local.stamp ## see it work: gets a small model and refines a text with it
	PATH="$(CURDIR)/$(BIN):$$PATH" sh examples/demo.sh

test: .venv/dev.stamp ## lint, check types and run the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/redraft model pull smollm2-135m
	$(BIN)/python -m pytest

bench: .venv/dev.stamp ## measure the adapter and the runner against DSPy's own, tables into benchmarks/README.md
	$(BIN)/python -m benchmarks.calls --write
	$(BIN)/python -m benchmarks.hostile --write
	$(BIN)/redraft model pull qwen2.5-coder-0.5b
	$(BIN)/python -m benchmarks.prefix --write
	$(BIN)/python -m benchmarks.prompts --write
	$(BIN)/redraft model pull qwen2.5-coder-1.5b
	$(BIN)/python -m benchmarks.freetext --write
	$(BIN)/python -m benchmarks.quotes --way grammar --way "no grammar" --write
	$(BIN)/python -m benchmarks.drafts --items 10 --temperature 0.7 --write
	$(BIN)/python -m benchmarks.throughput --write

MODEL ?= qwen2.5-coder-0.5b
PROGRAM ?= one_shot
OPTIMIZER ?= bootstrap
OPTIMIZERS ?= bootstrap gepa simba mipro
ROWS ?= 4
HELD_OUT ?= 12
OPTIONS ?= --fresh --metric checklist --threshold 0.2
TRIALS ?= 2
COMPILE_TO = $(BIN)/redraft compile $(PROGRAM) --model local/$(MODEL) --limit $(ROWS) --holdout-limit $(HELD_OUT) $(OPTIONS)
TAUGHT = $(if $(TEACHER),--prompt-model local/$(TEACHER))

KNOBS = $(if $(filter gepa simba mipro,$(OPTIMIZER)),--trials $(TRIALS))

# Exit code 1 says that nothing better was found, which is a result too.
compile: .venv/dev.stamp ## compile a program on an embedded model (PROGRAM=, OPTIMIZER=, MODEL=, TEACHER=, ROWS=), into compiled/
	$(BIN)/redraft model pull $(MODEL)
	$(if $(TEACHER),$(BIN)/redraft model pull $(TEACHER))
	$(COMPILE_TO) --optimizer $(OPTIMIZER) $(KNOBS) $(TAUGHT) --out compiled/$(PROGRAM)-$(OPTIMIZER)$(if $(TEACHER),-taught) || [ $$? = 1 ]

compiles: .venv/dev.stamp ## the same with each optimizer, their table into benchmarks/README.md; goes on where it was stopped
	for optimizer in $(OPTIMIZERS); do $(MAKE) compile OPTIMIZER=$$optimizer || exit; done
	$(MAKE) compile OPTIMIZER=bootstrap TEACHER=qwen2.5-coder-1.5b
	$(BIN)/python -m benchmarks.compiled --write

study: MODEL = qwen2.5-coder-1.5b
study: ROWS = 24
study: .venv/dev.stamp ## compare the techniques (MODEL=, ROWS=), into docs/study/ and README.md; goes on where it was stopped
	$(BIN)/redraft model pull $(MODEL)
	mkdir -p docs/study
	$(BIN)/python -m benchmarks.techniques --model local/$(MODEL) --rows $(ROWS) $(STUDY) --write docs/study/$(MODEL).md --readme README.md

CARD = docs/cards/$(MODEL)
CALIBRATE ?= --quick --limit 13 $(addprefix --probe ,verdicts shuffled padding notes hidden weaknesses attack)

calibrate: MODEL = qwen2.5-coder-1.5b
calibrate: .venv/dev.stamp ## how far an embedded model's critic and verifier can be trusted (MODEL=, CALIBRATE=), into docs/cards/
	$(BIN)/redraft model pull $(MODEL)
	mkdir -p docs/cards
	$(BIN)/redraft calibrate --model local/$(MODEL) --split dev $(CALIBRATE) --out $(CARD).json --markdown $(CARD).md

.venv/pyvenv.cfg:
	@for python in $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python); do \
		if "$$python" -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
			echo "Creating .venv with $$("$$python" --version)"; \
			exec "$$python" -m venv .venv; \
		fi; \
	done; \
	echo "No Python 3.11 or newer with venv among: $(or $(PYTHON),python3 python3.13 python3.12 python3.11 python)." >&2; \
	echo "Install one (Debian, Ubuntu: apt install python3-venv) or name one: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11" >&2; \
	exit 1

# Wheels only: a source distribution would run its own code, with unlocked build tools.
.venv/%.stamp: requirements/%.txt pyproject.toml | .venv/pyvenv.cfg
	$(BIN)/python -m pip install --quiet --require-hashes --only-binary :all: -r $<
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

snapshots: .venv/dev.stamp ## write the pinned prompts anew, after a change of wording
	REDRAFT_SNAPSHOTS=1 $(BIN)/python -m pytest -q tests/adapter/test_prompts.py tests/exporting/test_formats.py

figures: .venv/dev.stamp ## the tables of data/README.md anew (ARGREWRITE=FILE: of its edits too)
	$(BIN)/redraft data stats --write data/README.md
	$(BIN)/python -m benchmarks.separation --write data/README.md
	$(BIN)/python -m benchmarks.gaming --every 8 --write data/README.md
	$(if $(ARGREWRITE),$(BIN)/python -m benchmarks.cosmetic $(ARGREWRITE) --write data/README.md)

COMPILE = $(UV) pip compile pyproject.toml --group pyproject.toml:build --universal \
	--python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	--no-emit-find-links --quiet $(ARGS)

lock: ## resolve requirements/ anew (needs uv; ARGS=--upgrade takes newer versions)
	$(COMPILE) --extra local --extra dev --output-file requirements/dev.txt
	$(COMPILE) --extra local --constraints requirements/dev.txt --output-file requirements/local.txt
	$(COMPILE) --constraints requirements/dev.txt --output-file requirements/base.txt

clean: ## remove what make made
	rm -rf .venv build dist *.egg-info .hypothesis .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1	\2/p' $(MAKEFILE_LIST)
