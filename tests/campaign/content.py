"""What a job has made, without what may differ between two runs of it: how long they took."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

Content = dict[str, str]
"""SHA-256 by path."""

_DURATION = re.compile(rb"[\d.]+ (seconds|minutes)|(under|about) a (second|minute)")
_TIMES = re.compile("seconds|^machine$")


def content_of(folder: Path) -> Content:
    """Return the files of a folder, with their digests; folders that are empty have none."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = str(path.relative_to(folder))
        if path.is_file():
            found[name] = hashlib.sha256(_comparable(path)).hexdigest()
        elif not any(path.iterdir()):
            found[name] = ""
    return found


def _comparable(path: Path) -> bytes:
    content = path.read_bytes()
    try:
        if path.suffix == ".json":
            return json.dumps(_without_times(json.loads(content))).encode()
        if path.suffix == ".jsonl":
            return json.dumps([_without_times(json.loads(line)) for line in content.splitlines()]).encode()
    except ValueError:
        return content
    return _DURATION.sub(b"", content) if path.suffix == ".html" else content


def _without_times(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_times(one) for key, one in value.items() if not _TIMES.search(key)}
    return [_without_times(one) for one in value] if isinstance(value, list) else value
