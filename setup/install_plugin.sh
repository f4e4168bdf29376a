#!/usr/bin/env bash
# Makes the isolated QGIS profile anew, with the checkout linked into it as the plugin `satsyn`, and enables the plugin.
set -euo pipefail
rm -rf "$(dirname "$0")/../.qgis-profile" # to enable a plugin that is enabled already is an error to qgis_process
source "$(dirname "$0")/qgis_environment.sh"

plugins=$profile/profiles/default/python/plugins
mkdir -p "$plugins"
ln -sfn ../../../../.. "$plugins/satsyn" # relative, so that the checkout can be moved
"$qgis_process" plugins enable satsyn
touch "$profile/.complete"
