# Sourced: an isolated QGIS profile inside the checkout, no display, and the SatSyn environment of the checkout.
repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
profile=$repository/.qgis-profile

mkdir -p "$profile/runtime"
chmod 700 "$profile/runtime"
export QGIS_CUSTOM_CONFIG_PATH=$profile
export XDG_RUNTIME_DIR=$profile/runtime
export QT_QPA_PLATFORM=offscreen
export SATSYN_PYTHON=${SATSYN_PYTHON:-$repository/.venv/bin/python}

# Debian's qgis_process is a wrapper that passes an option which the program does not know; the program itself is beside it.
qgis_process=$(command -v qgis_process.bin || command -v qgis_process)
