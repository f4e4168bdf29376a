#!/usr/bin/env bash
# Installs QGIS with its Python bindings from the distribution, unless they are there already.
set -euo pipefail

bindings='import importlib.util as u, sys; sys.exit(any(u.find_spec(m) is None for m in ("qgis", "osgeo", "ensurepip")))'
if { command -v qgis_process.bin || command -v qgis_process; } >/dev/null && /usr/bin/python3 -c "$bindings" 2>/dev/null; then
    exit 0
fi

if ! command -v apt-get >/dev/null; then
    echo "QGIS or its Python bindings are missing, and only Debian and Ubuntu are set up automatically." >&2
    echo "Install QGIS 3.22 or newer (qgis_process and the bindings of /usr/bin/python3), then run make again." >&2
    exit 1
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || { echo "QGIS is missing: run 'make setup' once as root, or install sudo." >&2; exit 1; }
    as_root=(sudo)
fi
echo "Installing QGIS."
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get update -q
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends \
    qgis qgis-providers python3-qgis python3-gdal gdal-bin xvfb xauth python3-venv
