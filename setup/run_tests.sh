#!/usr/bin/env bash
# Lint, then the tests of the core (no QGIS) and, beside them, those in a real QGIS. All run; any failure fails the whole.
set -uo pipefail
source "$(dirname "$0")/qgis_environment.sh"
cd "$repository"

status=0
setup/run_lint.sh || status=1

# Most tests are small and keep one processor busy: the two suites take little longer together than the longer of them.
export OMP_NUM_THREADS=$((($(nproc) + 1) / 2))
in_qgis=$(mktemp)
trap 'rm -f "$in_qgis"' EXIT
.venv-qgis/bin/python -m pytest tests/qgis >"$in_qgis" 2>&1 &
qgis_tests=$!
(unset QGIS_CUSTOM_CONFIG_PATH && .venv/bin/python -m pytest tests/core) || status=1
wait "$qgis_tests" || status=1
cat "$in_qgis"
exit "$status"
