#!/usr/bin/env bash
# Makes .venv-qgis: the Python that QGIS uses, with pytest beside it.
set -euo pipefail
cd "$(dirname "$0")/.."

[ -x .venv-qgis/bin/python ] || /usr/bin/python3 -m venv --system-site-packages .venv-qgis
.venv-qgis/bin/python -m pip install --disable-pip-version-check --progress-bar off --requirement setup/requirements-qgis-tests.txt
touch .venv-qgis/.complete
