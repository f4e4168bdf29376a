#!/usr/bin/env bash
# Runs a script of tests/window in a real QGIS window on a virtual display, with a fresh profile.
# Usage: setup/run_window_tests.sh [SCRIPT], by default walk. WINDOW_TEST_LOCALE is the language, by default en. Pictures of each step go into the folder window-tests.
set -euo pipefail
source "$(dirname "$0")/qgis_environment.sh"
cd "$repository"

script=${1:-walk}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
pictures=$repository/window-tests
mkdir -p "$pictures" "$work/runtime" "$work/qgis/profiles/default/python/plugins"
chmod 700 "$work/runtime"
if [ "$script" = install_zip ]; then # as users have it, of the last commit
    git archive --format=zip --prefix=satsyn/ --output="$work/satsyn.zip" HEAD
    export WINDOW_TEST_ZIP=$work/satsyn.zip enabled=
else
    enabled=satsyn=true
    ln -s "$repository" "$work/qgis/profiles/default/python/plugins/satsyn"
fi
mkdir -p "$work/qgis/profiles/default/QGIS"
cat >"$work/qgis/profiles/default/QGIS/QGIS3.ini" <<INI
[PythonPlugins]
$enabled
processing=true

[qgis]
checkVersion=false
showTips=false

[locale]
overrideFlag=true
userLocale=${WINDOW_TEST_LOCALE:-en}
INI

export QGIS_CUSTOM_CONFIG_PATH=$work/qgis XDG_RUNTIME_DIR=$work/runtime XDG_CONFIG_HOME=$work/config
export WINDOW_TEST_PICTURES=$pictures WINDOW_TEST_PYTHON=$SATSYN_PYTHON OMP_NUM_THREADS=1 PYTHONPATH=$repository
unset QT_QPA_PLATFORM SATSYN_PYTHON
result=$work/result.txt
WINDOW_TEST_RESULT=$result timeout "${WINDOW_TEST_SECONDS:-300}" \
    xvfb-run -a -s "-screen 0 1400x1000x24" qgis --nologo --noversioncheck --code "tests/window/$script.py" >"$work/log" 2>&1 || true
if [ ! -f "$result" ] || [ "$(head -c 2 "$result")" != OK ]; then
    tail -40 "$work/log" >&2
    [ -f "$result" ] && cat "$result" >&2
    exit 1
fi
cat "$result"
