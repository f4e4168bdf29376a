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

# The checkout is the plugin, whatever its folder is called: the contracts name it `satsyn`, as QGIS does.
imports() {
    local folder status=0
    folder=$(mktemp -d)
    ln -s "$PWD" "$folder/satsyn"
    PYTHONPATH=$folder .venv/bin/lint-imports --no-cache --config pyproject.toml || status=1
    rm -r "$folder"
    return "$status"
}

folders=(satsyn_core processing_provider resources setup training)
mapfile -d '' -t shipped < <(find ./*.py "${folders[@]}" -name '*.py' -print0)
# The golden records hold digests of outputs, which look like secrets.
mapfile -d '' -t texts < <(find ./*.* "${folders[@]}" tests \( -name __pycache__ -o -path tests/core/golden/expected \) -prune -o -type f \
    \( -name '*.py' -o -name '*.json' -o -name '*.sh' -o -name '*.txt' -o -name '*.toml' -o -name '*.md' \) -print0)

check "ruff check" python ruff check .
check "ruff format" python ruff format --check .
check mypy python mypy "${shipped[@]}"
check "import contracts" imports
check bandit python bandit --quiet --configfile pyproject.toml "${shipped[@]}"
check flake8 python flake8 "${shipped[@]}" tests
check detect-secrets python detect_secrets.pre_commit_hook "${texts[@]}"

if [ ${#failed[@]} -gt 0 ]; then
    printf 'lint failed: %s\n' "${failed[@]}" >&2
    exit 1
fi
echo "lint passed"
