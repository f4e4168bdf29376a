#!/usr/bin/env bash
# Lint, then the tests of the core (no QGIS) and those in a real QGIS. All run; any failure fails
# the whole.
set -uo pipefail
source "$(dirname "$0")/qgis_environment.sh"
cd "$repository"

status=0
setup/run_lint.sh || status=1
# Two halves of about equal length side by side, each with one thread: two threads of one small network mostly wait for
# each other.
export OMP_NUM_THREADS=1
test_core() {
  (unset QGIS_CUSTOM_CONFIG_PATH && .venv/bin/python -m pytest "$@")
}
other_log=$(mktemp)
(
  failed=0
  .venv-qgis/bin/python -m pytest tests/qgis || failed=1
  test_core tests/core --ignore=tests/core/jobs || failed=1
  exit "$failed"
) >"$other_log" 2>&1 &
other=$!
test_core tests/core/jobs || status=1
wait "$other" || status=1
cat "$other_log"
rm "$other_log"
exit "$status"
