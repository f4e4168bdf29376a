"""Wheels that pip installs without a network: tiny ones, and packages that are installed here, packed again."""

from __future__ import annotations

import importlib.metadata
import zipfile
from collections.abc import Mapping
from pathlib import Path


def write_wheel(
    folder: Path, name: str, version: str = "1.0", tag: str = "py3-none-any", files: Mapping[str, bytes] | None = None
) -> Path:
    """Write a wheel of a package that has these files, or none."""
    files = dict(files or {})
    info = f"{name}-{version}.dist-info"
    files[f"{info}/METADATA"] = f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n".encode()
    files[f"{info}/WHEEL"] = f"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: {tag}\n".encode()
    return _write(folder / f"{name}-{version}-{tag}.whl", info, files)


def pack_installed(name: str, folder: Path) -> Path:
    """Write the wheel that a package of this environment was installed from, as far as pip needs it."""
    package = importlib.metadata.distribution(name)
    info = f"{name}-{package.version}.dist-info"
    about = (package.read_text("WHEEL") or "").splitlines()
    tag = next(line.partition(": ")[2] for line in about if line.startswith("Tag: "))
    own = [str(file) for file in package.files or () if file.suffix != ".pyc" and file.name != "RECORD"]
    files = {file: Path(str(package.locate_file(file))).read_bytes() for file in own if not file.startswith("..")}
    return _write(folder / f"{name}-{package.version}-{tag}.whl", info, files)


def _write(path: Path, info: str, files: Mapping[str, bytes]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as wheel:
        for name, content in files.items():
            wheel.writestr(name, content)
        wheel.writestr(f"{info}/RECORD", "".join(f"{name},,\n" for name in (*files, f"{info}/RECORD")))
    return path
