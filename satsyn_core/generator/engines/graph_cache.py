"""The cache of traced graphs: entries are checked by digest, pruned, and done without where they cannot be kept."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ...contract.json_text import read_json
from .openvino_guard import openvino

if TYPE_CHECKING:
    from openvino import Model

_DIGESTS = "digests.json"
_PARTS = (".xml", ".bin")
_MOST_ENTRIES = 20
_UNFINISHED = ".making-"
_ABANDONED_SECONDS = 3600


@dataclass(frozen=True)
class GraphCache:
    """Graphs by name, in a folder that need not exist and may be read-only, full or damaged.

    Attributes:
        folder: of the entries.
    """

    folder: Path

    def read(self, name: str) -> dict[str, tuple[bytes, bytes]] | None:
        """Return description and weights of each graph of an entry; None if there is no intact one."""
        entry = self.folder / name
        try:
            digests = dict(read_json((entry / _DIGESTS).read_bytes()))
            found = {
                stage: tuple(_checked(entry / f"{stage}{part}", digests[f"{stage}{part}"]) for part in _PARTS)
                for stage in digests["stages"]
            }
        except (OSError, KeyError, TypeError, ValueError):
            return None
        with suppress(OSError):
            os.utime(entry)
        return {stage: (parts[0], parts[1]) for stage, parts in found.items()}

    def keep(self, name: str, graphs: Mapping[str, Model]) -> None:
        """Keep the graphs of an entry, in place of a damaged one, unless the folder takes none."""
        with suppress(OSError, RuntimeError):
            self.folder.mkdir(parents=True, exist_ok=True)
            made = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=self.folder))
            try:
                _write(made, graphs)
                shutil.rmtree(self.folder / name, ignore_errors=True)
                # Another process may have finished the same graphs meanwhile.
                made.replace(self.folder / name)
            finally:
                shutil.rmtree(made, ignore_errors=True)
            self._prune()

    def _prune(self) -> None:
        """Remove the entries that were not used for longest, and what killed processes have left."""
        entries = sorted(self.folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
        finished = [path for path in entries if not path.name.startswith(_UNFINISHED)]
        abandoned = [
            path for path in entries if path not in finished and time.time() - path.stat().st_mtime > _ABANDONED_SECONDS
        ]
        for path in (*finished[_MOST_ENTRIES:], *abandoned):
            shutil.rmtree(path, ignore_errors=True)


def _write(folder: Path, graphs: Mapping[str, Model]) -> None:
    written: dict[str, object] = {"stages": list(graphs)}
    for stage, graph in graphs.items():
        openvino.save_model(graph, folder / f"{stage}.xml", compress_to_fp16=False)
        for part in _PARTS:
            written[f"{stage}{part}"] = _digest((folder / f"{stage}{part}").read_bytes())
    (folder / _DIGESTS).write_text(json.dumps(written), encoding="utf-8")


def _checked(path: Path, digest: object) -> bytes:
    content = path.read_bytes()
    if _digest(content) != digest:
        raise ValueError(f"{path} is damaged")
    return content


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
