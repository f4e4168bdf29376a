#!/usr/bin/env bash
# Links the checkout into the isolated QGIS profile as the plugin `satsyn` and enables it.
set -euo pipefail
source "$(dirname "$0")/qgis_environment.sh"

plugins=$profile/profiles/default/python/plugins
mkdir -p "$plugins"
ln -sfn ../../../../.. "$plugins/satsyn" # relative, so that the checkout can be moved
"$qgis_process" plugins enable satsyn
touch "$profile/.complete"
