#!/usr/bin/env bash
# Generates imagery of the sample town in a real QGIS and draws land cover and imagery side by side.
set -euo pipefail
source "$(dirname "$0")/qgis_environment.sh"
cd "$repository"

mkdir -p demo
landcover=resources/sample/town_landcover.tif
"$qgis_process" run satsyn:generateimagery -- "LANDCOVER=$repository/$landcover" "OUTPUT=$repository/demo/imagery.tif"
.venv/bin/python -m setup.draw_demo --landcover "$landcover" --imagery demo/imagery.tif --output demo/imagery.png

echo
echo "Synthetic imagery:          $repository/demo/imagery.tif"
echo "Land cover beside imagery:  $repository/demo/imagery.png"
