#!/usr/bin/env bash
# Lint, then the tests of the core (no QGIS), then those in a real QGIS. All run; any failure fails the whole.
set -uo pipefail
source "$(dirname "$0")/qgis_environment.sh"
cd "$repository"

status=0
setup/run_lint.sh || status=1
(unset QGIS_CUSTOM_CONFIG_PATH && .venv/bin/python -m pytest tests/core) || status=1
.venv-qgis/bin/python -m pytest tests/qgis || status=1
exit "$status"
