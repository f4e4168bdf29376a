#!/usr/bin/env bash
# Runs the tests in QGIS, and makes the plugin's environment, in another release of Debian with another QGIS and Python.
#
#     tests/compat/debian.sh trixie                     everything in tests/qgis (trixie: QGIS 3.40, Python 3.13)
#     tests/compat/debian.sh trixie tests/qgis/test_plugin.py -x     options of pytest
#     tests/compat/debian.sh trixie --window walk       a script of tests/window; its pictures lie in ROOT/satsyn/window-tests
#
# On demand, as root, with debootstrap (Debian: package debootstrap). The root folder is made once, with 1 GB for QGIS and
# 2 to 6 GB for the environment, and kept in SATSYN_COMPAT_ROOTS. SATSYN_COMPAT_BINDS names further folders of this machine
# that the root folder should see under the same path, such as a folder of wheels.
set -euo pipefail
repository=$(cd "$(dirname "$0")/../.." && pwd)

suite=${1:?name a release of Debian, for example trixie}
shift
root=${SATSYN_COMPAT_ROOTS:-/var/lib/satsyn-compat}/$suite

# A mount namespace of its own: what is mounted below goes away with this script, however it ends.
if [ "${SATSYN_COMPAT_INSIDE:-}" != yes ]; then
    exec env SATSYN_COMPAT_INSIDE=yes unshare --mount --propagation private "$0" "$suite" "$@"
fi

if [ ! -e "$root/.complete" ]; then
    rm -rf "$root"
    mkdir -p "$root"
    debootstrap --variant=minbase --include=ca-certificates "$suite" "$root"
    touch "$root/.complete"
fi
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
for folder in ${SATSYN_COMPAT_BINDS:-}; do
    mkdir -p "$root/$folder"
    mount --rbind "$folder" "$root/$folder"
done
certificates=/etc/ssl/certs/ca-certificates.crt # a proxy's own certificate may be among them
[ ! -f "$certificates" ] || mount --bind "$certificates" "$root$certificates"
cp /etc/resolv.conf "$root/etc/resolv.conf"

# The files of the working tree as they are now; what an earlier run installed beside them stays.
checkout=$root/satsyn
mkdir -p "$checkout"
find "$checkout" -mindepth 1 -maxdepth 1 ! -name '.venv*' ! -name .qgis-profile -exec rm -rf {} +
git -C "$repository" ls-files -z --cached --others --exclude-standard |
    (cd "$repository" && xargs -0 sh -c 'for file; do [ ! -e "$file" ] || printf "%s\0" "$file"; done' sh) |
    tar -C "$repository" --null --files-from=- --create | tar -C "$checkout" --extract

run() { chroot "$root" env --chdir=/satsyn HOME=/root LANG=C.UTF-8 PATH=/usr/sbin:/usr/bin:/sbin:/bin OMP_NUM_THREADS=1 "$@"; }
run setup/install_qgis.sh
if [ ! -e "$checkout/.venv/.complete" ]; then
    run python3 -m venv .venv
    run .venv/bin/python -m pip install --disable-pip-version-check --progress-bar off --requirement requirements.txt
    touch "$checkout/.venv/.complete"
fi
[ -e "$checkout/.venv-qgis/.complete" ] || run setup/make_qgis_test_environment.sh
run setup/install_plugin.sh
run bash -c 'source setup/qgis_environment.sh; $qgis_process --version | head -1; /usr/bin/python3 --version'
if [ "${1:-}" = --window ]; then
    run setup/run_window_tests.sh "$2"
    exit
fi
[ $# -gt 0 ] || set -- tests/qgis
run bash -c 'source setup/qgis_environment.sh; exec .venv-qgis/bin/python -m pytest "$@"' bash "$@"
