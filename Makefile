# Everything sets itself up in .venv, is safe to repeat, and is quick the second time.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
TOOLS := .cache/node
# The day on which the example site is built, so that nothing in it grows old: 6 August 2026, 12:00 in Graz.
export SOURCE_DATE_EPOCH := 1786010400
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: site serve test sweep lint wheel browser-tools catalogue schemas bench clean

site: $(VENV)/.site  ## set up, and build example_site/ into example_site/output/
	cd example_site && ../$(BIN)/pelican --fatal warnings

serve: $(VENV)/.site  ## live preview on http://localhost:8000, built again when a file changes
	cd example_site && ../$(BIN)/pelican --autoreload --listen

# One process begins with the browser and the other with the sites, so that most of what tests share is made once.
test: $(VENV)/.tests wheels/.filled browser-tools  ## set up, and run the tests
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not sweep"

sweep: $(VENV)/.tests browser-tools  ## all other pages, in a browser; slow
	$(BIN)/python -m pytest -n 2 -m sweep

lint: $(VENV)/.tests  ## style, types, and translations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

wheel: $(VENV)/.tests  ## dist/pelican_converse-….whl
	rm -rf build
	$(BIN)/python -m build --wheel --no-isolation --outdir dist .

catalogue: $(VENV)/.tests  ## take up new words of the templates into pelican_converse/locale/
	$(BIN)/python tests/catalogue.py

schemas: $(VENV)/.tests  ## write the JSON schemas of docs/ anew, after a change of grammar
	$(BIN)/python -m tests.schemas

bench: $(VENV)/.tests  ## what a request costs beside a plain article; ratios, for a while
	$(BIN)/python bench/bench.py

clean:  ## what the above have made
	rm -rf $(VENV) .cache wheels dist example_site/output

$(VENV)/bin/pip:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"

$(VENV)/.site: pyproject.toml constraints.txt | $(VENV)/bin/pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	touch $@

$(VENV)/.tests: $(VENV)/.site
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --group test --group lint
	touch $@

# All that an installation from wheels needs, so that a test can install without a network.
wheels/.filled: pyproject.toml constraints.txt $(shell find pelican_converse theme -not -path '*__pycache__*') | $(VENV)/.tests
	rm -rf wheels/pelican_converse-*.whl build
	$(BIN)/python -m build --wheel --no-isolation --outdir wheels . >/dev/null
	$(BIN)/python -m pip download --quiet --constraint constraints.txt --dest wheels --find-links wheels wheels/pelican_converse-*.whl
	touch $@

# axe and the HTML checker are npm packages; without npm the tests that need them say so and are skipped.
browser-tools: $(TOOLS)/.filled
$(TOOLS)/.filled: tests/browser/package.json
	mkdir -p $(TOOLS)
	cp tests/browser/package.json $(TOOLS)/
	if command -v npm >/dev/null; then \
	  cd $(TOOLS) && npm install --silent --no-audit --no-fund --ignore-scripts && touch .filled; \
	fi
