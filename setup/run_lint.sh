#!/usr/bin/env bash
# Format, lint and type checks, then the scans that the QGIS plugin repository runs. All run; any finding fails.
set -uo pipefail
cd "$(dirname "$0")/.."

failed=()
check() {
    local name=$1
    shift
    "$@" || failed+=("$name")
}
python() { .venv/bin/python -m "$@"; }

mapfile -t shipped < <(ls ./*.py)
mapfile -d '' -t sources < <(find ./*.py satsyn_core processing_provider resources setup training tests \
    -name __pycache__ -prune -o -type f \( -name '*.py' -o -name '*.json' -o -name '*.sh' -o -name '*.txt' \) -print0)

check "ruff check" python ruff check .
check "ruff format" python ruff format --check .
check mypy python mypy satsyn_core processing_provider training setup "${shipped[@]}"
check bandit python bandit --quiet --recursive --configfile pyproject.toml satsyn_core processing_provider resources setup training "${shipped[@]}"
check flake8 python flake8 satsyn_core processing_provider resources setup training tests "${shipped[@]}"
check detect-secrets .venv/bin/python -m detect_secrets.pre_commit_hook "${sources[@]}"

if [ ${#failed[@]} -gt 0 ]; then
    printf 'lint failed: %s\n' "${failed[@]}" >&2
    exit 1
fi
echo "lint passed"
