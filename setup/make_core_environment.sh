#!/usr/bin/env bash
# Makes .venv, the environment that runs the core, the worker and their tests, from requirements-dev.txt.
set -euo pipefail
cd "$(dirname "$0")/.."

for candidate in "${PYTHON:-python3}" /usr/bin/python3; do
    if "$candidate" -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 10))' 2>/dev/null; then
        python=$candidate
        break
    fi
done
if [ -z "${python:-}" ]; then
    echo "SatSyn needs Python 3.10 or newer with venv; name one: make setup PYTHON=/path/to/python3" >&2
    exit 1
fi

# An interrupted run may have left an environment without pip.
if ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
    if grep -q '^uv = ' .venv/pyvenv.cfg 2>/dev/null; then
        echo "uv made '.venv', without pip. Run 'uv pip install --python .venv/bin/python pip', or remove '.venv', and try again." >&2
        exit 1
    fi
    "$python" -m venv --clear .venv
fi
.venv/bin/python -m pip install --disable-pip-version-check --progress-bar off --requirement requirements-dev.txt
touch .venv/.complete
