#!/usr/bin/env bash
# Lint, then the tests of the core (no QGIS), then those in a real QGIS. All run; any failure
# fails the whole.
set -uo pipefail
source "$(dirname "$0")/qgis_environment.sh"
cd "$repository"

status=0
setup/run_lint.sh || status=1
# Both suites side by side, each with one thread: two threads of one small network mostly wait for each other.
export OMP_NUM_THREADS=1
qgis_log=$(mktemp)
.venv-qgis/bin/python -m pytest tests/qgis >"$qgis_log" 2>&1 &
qgis=$!
(unset QGIS_CUSTOM_CONFIG_PATH && .venv/bin/python -m pytest tests/core) || status=1
wait "$qgis" || status=1
cat "$qgis_log"
rm "$qgis_log"
exit "$status"
