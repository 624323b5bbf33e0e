# Needs Python 3.11, 3.12 or 3.13, and make. Everything else is fetched.
PYTHON ?= python3
PORT ?= 8000
IN := .venv/bin/python
export PORT
# What is compiled is kept: where the shell says it may not, each of a hundred processes compiles for three seconds.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := run
.PHONY: setup run test test-fast thorough isolation faults load soak seeded check bench format features evidence lock messages parts audit shots demo
# What make test draws a sample of stands apart, each with a target of its own; pytest says how many that are.
APART := fault or seeded or long or load
# Whose things anybody reaches: T1, T2, T6, T14, O5.
ISOLATION := tests/guards/test_isolation.py tests/guards/test_outside.py tests/guards/test_noninterference.py \
	tests/guards/test_refusing.py tests/guards/test_unsure.py tests/surveys/test_broken_rules.py \
	tests/journeys/test_two_tabs.py
# Under load: what is counted, side by side; and where people wait, for whom nothing else may run.
COUNTED := tests/guards/test_growing.py tests/stack/test_pooler.py
WAITED := tests/stack/test_load.py tests/stack/test_soak.py
# The same code draws the same samples wherever it is tested, and the next change others; words about it change nothing.
SEED = $(shell printf %d 0x$$(git ls-tree HEAD 2>/dev/null | grep -v 'docs$$\|md$$' | sha1sum | cut -c1-7))

setup:  ## the virtual environment with everything to work on the code
	@$(PYTHON) scripts/setup.py dev

run:  ## the product, on http://127.0.0.1:$(PORT)/
	@$(PYTHON) scripts/setup.py app
	@exec $(IN) -m belonging.runtime

test: setup  ## every test, browser and killed servers included; a sample of what is wide or long
	$(IN) -m tests.browser
	$(IN) -m pytest -n 3 --dist worksteal --randomly-seed=$(SEED) -m "not ($(APART))"

test-fast: setup  ## without browser, without killed servers, without outside data, without the walks of T1
	$(IN) -m pytest -n 2 -m "not journey and not stack and not reference and not authz and not ($(APART))"

thorough: setup  ## every test, and the whole of what make test draws a sample of
	$(IN) -m tests.browser
	$(IN) -m pytest -n 2 --dist worksteal --whole

isolation: setup  ## every address as everybody at every place: the whole of which make test walks a sample (T1 T6 O5)
	$(IN) -m tests.browser
	$(IN) -m pytest -n logical --dist loadgroup --whole $(ISOLATION)
	$(IN) -m tests.evidence

faults: setup  ## real servers killed, frozen, filled and restarted at length (R1 to R14); prints its figures
	$(IN) -m pytest -n 4 --dist loadgroup -v -m fault --whole tests
	$(IN) -m tests.evidence

load: setup  ## fifty organizations and people who come without waiting (L1 to L5); draws docs/load.md
	$(IN) -m pytest -n 3 --dist loadgroup -v -m load $(COUNTED)
	$(IN) -m pytest -n 0 -v -m load $(WAITED)
	$(IN) -m tests.stack.arrivals
	$(IN) -m tests.evidence

soak: setup  ## the same at full length: ten minutes, and two hours
	$(IN) -m pytest -n 0 -v -m load --whole $(COUNTED) $(WAITED)
	$(IN) -m tests.stack.arrivals

seeded: setup  ## sixty faults planted in a copy, one at a time: the tests have to notice each (T7)
	$(IN) -m pytest -n 2 -m seeded tests/seeded

check: setup  ## format, lint, layers, types, templates, migrations
	$(IN) -m ruff format --check .
	$(IN) -m ruff check .
	.venv/bin/lint-imports
	$(IN) -m mypy
	$(IN) -m djlint --lint --quiet templates
	$(IN) -W "ignore:Got an error checking" manage.py makemigrations --check --dry-run
	$(IN) manage.py compile_templates

bench:  ## the figures of docs/benchmarks.md, on this machine
	@$(PYTHON) scripts/setup.py bench
	$(IN) -m bench

format: setup  ## the one way the code looks
	$(IN) -m ruff format .
	$(IN) -m ruff check --fix .

evidence: setup  ## docs/evidence.md, from what the last runs showed
	$(IN) -m tests.evidence

features: setup  ## which tests name which row of docs/features.md
	$(IN) -m tests.features

lock: setup  ## the lock files anew, from requirements/*.in
	for name in setup app dev bench; do .venv/bin/uv pip compile --quiet --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --no-header requirements/$$name.in -o requirements/$$name.txt || exit 1; done

messages: setup  ## locale/*/LC_MESSAGES/django.po anew from the code; what was translated stays
	$(IN) -m belonging.operation.catalogs gather

parts: setup  ## docs/parts.md and the bill of materials, from requirements/app.txt
	$(IN) -m tests.parts

audit: setup  ## asks the package index which of the packages have known faults
	.venv/bin/uv tool run pip-audit --disable-pip --require-hashes --requirement requirements/app.txt

shots: setup  ## the pictures of docs/screenshots, drawn anew
	$(IN) -m tests.browser
	$(IN) -m tests.shots

demo:  ## another demo organisation beside a running product
	$(IN) manage.py demo --month 7 --people 80 --seed 1 --again
