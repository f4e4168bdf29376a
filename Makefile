# make demo    set up what is missing, then generate imagery of the sample town in QGIS: demo/imagery.tif and .png
# make test    set up what is missing, then lint, the tests of the core and the tests in QGIS
# make setup   QGIS (by apt), .venv (core), .venv-qgis (QGIS tests) and an isolated QGIS profile with the plugin
# make lint    format, types and the scans of the QGIS plugin repository
# make docs    the documentation as a site in the folder site
# make window-tests  walks through SatSyn in a real QGIS window on a virtual display; pictures in window-tests
# make package the plugin as dist/satsyn.zip, from the last commit
# make clean   remove everything that these targets made

.PHONY: demo test window-tests setup lint docs package clean qgis

# One step after another, also with -j: the distribution's Python, of which environments are made, comes with QGIS.
.NOTPARALLEL:

demo: setup
	setup/run_demo.sh

test: setup
	setup/run_tests.sh

window-tests: setup
	setup/run_window_tests.sh install_zip
	setup/run_window_tests.sh
	setup/run_window_tests.sh preview
	setup/run_window_tests.sh batch_and_chain

setup: qgis .venv/.complete .venv-qgis/.complete .qgis-profile/.complete

lint: .venv/.complete
	setup/run_lint.sh

docs: .venv/.complete
	.venv/bin/python -m setup.write_reference
	NO_MKDOCS_2_WARNING=1 .venv/bin/python -m mkdocs build --strict --quiet

package:
	mkdir -p dist
	git archive --format=zip --prefix=satsyn/ --output=dist/satsyn.zip HEAD

clean:
	rm -rf .venv .venv-qgis .qgis-profile demo dist build site window-tests docs/reference/algorithms docs/reference/cli.md docs/reference/class-schemes.md .pytest_cache .mypy_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

qgis:
	@setup/install_qgis.sh

# Stamps: written when a step has finished, so an interrupted one runs again and a finished one does not.
# "| qgis" orders the steps without repeating them. The core needs no QGIS, and neither do lint and docs.
.venv/.complete: requirements.txt requirements-dev.txt setup/make_core_environment.sh
	PYTHON="$(PYTHON)" setup/make_core_environment.sh

.venv-qgis/.complete: setup/requirements-qgis-tests.txt setup/make_qgis_test_environment.sh | qgis
	setup/make_qgis_test_environment.sh

.qgis-profile/.complete: metadata.txt setup/install_plugin.sh setup/qgis_environment.sh | qgis
	setup/install_plugin.sh
