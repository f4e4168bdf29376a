#!/usr/bin/env bash
# Makes .venv-qgis: the Python that QGIS uses, with pytest beside it.
set -euo pipefail
cd "$(dirname "$0")/.."

# An interrupted run may have left an environment without pip.
.venv-qgis/bin/python -m pip --version >/dev/null 2>&1 || /usr/bin/python3 -m venv --clear --system-site-packages .venv-qgis
.venv-qgis/bin/python -m pip install --disable-pip-version-check --progress-bar off --requirement setup/requirements-qgis-tests.txt
touch .venv-qgis/.complete
