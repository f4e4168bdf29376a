"""List the sentences that propose something: `python -m tests.campaign.proposals`, with where each is followed.

A sentence proposes something when one of its parts begins with an imperative. It counts as followed when an `Advice` of
tests/core/jobs has its words; otherwise the tests are named that hold some of its words, and may or may not follow it.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from setup.translate import SENTENCES
from tests.support.paths import REPOSITORY

_VERB = (
    "add|ask|bring|build|check|choose|close|connect|convert|copy|correct|create|cut|declare|delete|export|fetch|free|"
    "give|install|keep|leave|make|move|name|put|raise|remove|rename|repair|replace|resample|rescale|run|save|set|start|"
    "train|update|use|wait|write"
)
_PROPOSES = re.compile(rf"(?:^|[:.;,?] |, or |\bor |\band )(?:{_VERB})\b", re.IGNORECASE)
_ADVICE = re.compile(r"Advice\(\s*r?([\"'])((?:(?!\1)[^\\]|\\.)*)\1")
_WORD = re.compile(r"[A-Za-z_]{3,}")
_FEWEST_WORDS, _SHARED, _PIECE = 3, 0.85, 24


def proposing() -> list[str]:
    """Return the templates of the sentences that propose something."""
    return [text for text in SENTENCES.read_text(encoding="utf-8").splitlines() if _PROPOSES.search(text)]


def _sources() -> dict[str, str]:
    folders = (REPOSITORY / "tests" / name for name in ("core", "qgis", "campaign/misread"))
    return {
        str(path.relative_to(REPOSITORY)): path.read_text(encoding="utf-8")
        for folder in folders
        for path in sorted(folder.rglob("*.py"))
    }


def _follows(pattern: str, sentence: str) -> bool:
    """Whether a pattern means a sentence, of which the template alone is known: nearly all of its words are there."""
    words, known = _WORD.findall(pattern), set(_WORD.findall(sentence))
    return len(words) >= _FEWEST_WORDS and sum(word in known for word in words) >= _SHARED * len(words)


def _pieces(sentence: str) -> list[str]:
    parts = [part.strip() for part in re.split(r"\{\d+\}|[\"']", sentence)]
    return [
        part[start : start + _PIECE]
        for part in parts
        if len(part) >= _PIECE
        for start in range(0, len(part) - _PIECE + 1, 8)
    ]


def main() -> None:
    """Print the sentences, those that no test names first, and the numbers."""
    sources = _sources()
    advice = {path: [found[1] for found in _ADVICE.findall(text)] for path, text in sources.items()}
    found: list[tuple[int, str, str]] = []
    for sentence in proposing():
        following = [path for path, patterns in advice.items() if any(_follows(one, sentence) for one in patterns)]
        naming = [path for path, text in sources.items() if any(piece in text for piece in _pieces(sentence))]
        kind = 2 if following else 1 if naming else 0
        found.append((kind, ", ".join(Path(path).name for path in (following or naming)[:3]), sentence))
    words = ("no test has its words", "tests have some of its words", "followed")
    for kind, places, sentence in sorted(found):
        print(f"{words[kind]} | {places} | {sentence}")
    counts = Counter(kind for kind, *_ in found)
    print(
        f"{len(found)} sentences propose something: " + ", ".join(f"{words[kind]}: {counts[kind]}" for kind in range(3))
    )


if __name__ == "__main__":
    main()
