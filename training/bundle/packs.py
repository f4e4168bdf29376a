"""Packs: files in pieces of limited size, with a manifest by which they are put together again."""

from __future__ import annotations

import hashlib
import json
import tarfile
from collections.abc import Iterable
from pathlib import Path

MANIFEST = "manifest.json"

MEBIBYTE = 1 << 20

PACK_LIMIT = 60 * MEBIBYTE


class DamagedPackError(Exception):
    """A pack is missing, or its content is not what was packed."""


def manifest_path(folder: Path, name: str) -> Path:
    """Return where the manifest of packs lies: beside them."""
    return folder / f"{name}_{MANIFEST}"


def write_packs(
    members: Iterable[tuple[Path, str]], folder: Path, name: str, limit: int = PACK_LIMIT, *, compress: bool = False
) -> list[Path]:
    """Write files as packs `NAME_000`, `NAME_001`, ... and a manifest `NAME_manifest.json` beside them.

    Args:
        members: files or folders, each with its path inside the packs.
        folder: of the packs; made if it is not there.
        name: of the packs.
        limit: bytes of a pack at most.
        compress: whether to compress; imagery and wheels gain nothing.

    Returns:
        The packs, then the manifest.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for earlier in folder.glob(f"{name}_*"):
        earlier.unlink()
    whole = folder / f"{name}_whole.tar"
    with tarfile.open(whole, "w:gz", compresslevel=1) if compress else tarfile.open(whole, "w") as archive:
        for path, inside in members:
            archive.add(path, inside)
    packs: list[Path] = []
    digests: dict[str, str] = {}
    with whole.open("rb") as stream:
        while piece := stream.read(limit):
            pack = folder / f"{name}_{len(packs):03d}"
            pack.write_bytes(piece)
            packs.append(pack)
            digests[pack.name] = hashlib.sha256(piece).hexdigest()
    whole.unlink()
    manifest = manifest_path(folder, name)
    manifest.write_text(json.dumps({"sha256": digests}, indent=1) + "\n", encoding="utf-8")
    return [*packs, manifest]


def unpack(folder: Path, name: str, target: Path) -> None:
    """Put the files of packs together again in a target folder.

    Raises:
        DamagedPackError: there is no manifest, or a pack is missing or damaged.
    """
    manifest = manifest_path(folder, name)
    if not manifest.exists():
        raise DamagedPackError(f"{folder} has no {manifest.name}: copy all files that were packed.")
    target.mkdir(parents=True, exist_ok=True)
    whole = target / f"{name}_whole.tar"
    try:
        with whole.open("wb") as stream:
            for pack, digest in json.loads(manifest.read_text(encoding="utf-8"))["sha256"].items():
                piece = (folder / pack).read_bytes() if (folder / pack).exists() else b""
                if hashlib.sha256(piece).hexdigest() != digest:
                    raise DamagedPackError(f"{folder / pack} is missing or damaged: copy it again.")
                stream.write(piece)
        with tarfile.open(whole) as archive:
            archive.extractall(target, filter="data")
    finally:
        whole.unlink(missing_ok=True)
