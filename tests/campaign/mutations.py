"""Files from strangers: each reader gets many damaged ones, and may answer with a result or an `InputError`."""

from __future__ import annotations

import json
import random
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from safetensors.torch import save_file

from satsyn_core.contract.errors import SatSynError
from satsyn_core.contract.known_scheme import read_known_scheme
from satsyn_core.contract.model_card import ModelCard
from satsyn_core.contract.model_metadata import METADATA_KEY, read_metadata
from satsyn_core.generator.families import load_generator
from satsyn_core.learning.history import LOSS_LOG, TrainingHistory
from satsyn_core.learning.model_file import load_model
from tests.support.paths import REPOSITORY
from tests.support.tiny_model import tiny_generator

HOSTILE = (
    *(b"1e999", b"-1", b"NaN", b"null", b"[]", b"{}", b'"\\ud800"', b'"\\u0000"'),
    *(b"9" * 5000, b"[" * 20_000, b'"' + b"x" * 200_000 + b'"', b"18446744073709551616"),
)
"""Values that take the place of a number or a text in JSON."""

SLOW_SECONDS = 60


@dataclass
class Row:
    """What was found of one kind of file."""

    kind: str
    files: int = 0
    refused: int = 0
    unexpected: int = 0
    leftovers: int = 0
    slow: int = 0
    large: int = 0
    examples: tuple[str, ...] = ()


def mutated(content: bytes, numbers: random.Random) -> bytes:
    """Return a content that is cut, or has bytes flipped, repeated, or a JSON value replaced."""
    way = numbers.randrange(5)
    place = numbers.randrange(max(len(content), 1))
    if way == 0:
        return content[:place]
    if way == 1:
        changed = bytearray(content)
        for _ in range(numbers.choice([1, 8, 64])):
            changed[numbers.randrange(len(changed))] = numbers.randrange(256)
        return bytes(changed)
    if way == 2:
        return content[:place] + content[place : place + 64] * 3 + content[place:]
    start = content.find(b":", min(place, len(content) // 2 if way == 3 else 600))
    if start < 0:
        return content[:place]
    end = min((found for mark in b",}]" if (found := content.find(mark, start)) > 0), default=start + 1)
    return content[: start + 1] + numbers.choice(HOSTILE) + content[end:]


def run(folder: Path, files: int, seed: int = 0) -> list[Row]:
    """Try so many files of each kind in `folder`, and return what was found."""
    return [_tried(kind, folder / name, content, read, (files, seed)) for kind, name, content, read in _readers(folder)]


def _tried(kind: str, path: Path, content: bytes, read: Callable[[Path], object], extent: tuple[int, int]) -> Row:
    files, seed = extent
    row, numbers = Row(kind), random.Random(f"{kind} {seed}")  # noqa: S311
    for _ in range(files):
        path.write_bytes(mutated(content, numbers))
        before, started = set(path.parent.iterdir()), time.monotonic()
        _try_one(row, path, read)
        row.files += 1
        row.leftovers += len(set(path.parent.iterdir()) - before)
        row.slow += time.monotonic() - started > SLOW_SECONDS
    path.unlink()
    return row


def _try_one(row: Row, path: Path, read: Callable[[Path], object]) -> None:
    try:
        read(path)
    except SatSynError as error:
        row.refused += 1
        if len(str(error)) > 2000:
            row.unexpected += 1
            row.examples += (f"a message of {len(str(error))} letters",)
    except Exception as error:
        row.unexpected += 1
        row.examples += (f"{type(error).__name__}: {str(error)[:100]}",)


def _readers(folder: Path) -> Iterator[tuple[str, str, bytes, Callable[[Path], object]]]:
    model = folder / "seed.safetensors"
    tiny_generator().save(model)
    stored = model.read_bytes()
    model.unlink()
    scheme = (REPOSITORY / "resources/class_schemes/urban.json").read_bytes()
    yield "class scheme", "scheme.json", scheme, lambda path: read_known_scheme(path).as_class_scheme()
    yield "model card", "card.safetensors", stored, ModelCard.read
    yield "generator", "model.safetensors", stored, load_generator
    weights, described = load_file_of(stored, folder), json.dumps(read_described(stored, folder)).encode()
    yield "description", "description.json", described, lambda path: _load_described(path, weights)
    history = b'{"step": 20, "loss": 0.5}\n{"step": 40, "loss": 0.4}\n' * 20
    yield "history", LOSS_LOG, history, lambda path: TrainingHistory(path.parent).by_step()


def load_file_of(stored: bytes, folder: Path) -> dict[str, Any]:
    """Return the tensors of a model file's content."""
    path = folder / "whole.safetensors"
    path.write_bytes(stored)
    try:
        return dict(load_model(path, "generator").tensors)
    finally:
        path.unlink()


def read_described(stored: bytes, folder: Path) -> dict[str, Any]:
    """Return the description in a model file's content."""
    path = folder / "whole.safetensors"
    path.write_bytes(stored)
    try:
        return read_metadata(path)
    finally:
        path.unlink()


def _load_described(path: Path, weights: dict[str, Any]) -> None:
    """Load a model of intact weights with a hostile description."""
    model = path.with_suffix(".safetensors")
    text = path.read_bytes().decode("utf-8", "replace")
    save_file(weights, model, {METADATA_KEY: text})
    try:
        load_generator(model)
        ModelCard.read(model)
    finally:
        model.unlink()


def table(rows: list[Row]) -> str:
    """Return the rows as text."""
    heads = ["files", "refused", "unexpected", "leftovers", "slow", "large"]
    lines = [f"{'kind':<16}" + "".join(f"{head:>12}" for head in heads)]
    lines += [f"{row.kind:<16}" + "".join(f"{getattr(row, head):>12}" for head in heads) for row in rows]
    lines += [f"{row.kind}: {example}" for row in rows for example in dict.fromkeys(row.examples)]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return "\n".join([*lines, f"peak memory {peak:.0f} MB"])
