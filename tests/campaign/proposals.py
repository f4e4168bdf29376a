"""Count the sentences that propose something: `python -m tests.campaign.proposals [--run] [--qgis] [--slow]`.

A sentence proposes something when one of its parts begins with an imperative. It counts as followed when a test has
provoked it and then called `followed` of tests.support.proposals: words in a test count for nothing. `--run` runs the
tests of the core that do so, `--qgis` those in QGIS, `--slow` those of on_demand.py, and each renews its part of
followed.txt beside this file. Without options, the sentences are compared with that file.
"""

from __future__ import annotations

import argparse
import ast
import json
import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from setup.translate import SENTENCES
from tests.support.paths import REPOSITORY
from tests.support.proposals import RECORD

FOLLOWED = Path(__file__).with_name("followed.txt")
_MARKS = re.compile(r"follow\w*\(")
_VERB = (
    "add|ask|bring|build|check|choose|close|connect|convert|copy|correct|create|cut|declare|delete|draw|empty|export|"
    "fetch|free|give|install|keep|leave|make|move|name|put|raise|remove|rename|repair|replace|resample|rescale|run|"
    "save|say|set|start|take|train|update|use|wait|write"
)
_PROPOSES = re.compile(rf"(?:^|[:.;,?] |, or |\bor |\band )(?:{_VERB})\b(?!:)", re.IGNORECASE)
_NO_PROPOSALS = frozenset(
    {
        *("train real", "train synthetic", "Classes (own value, name):"),  # names of layers, and a heading
        "{1} without an area (points, lines, empty or damaged)",
        # The help of a parameter.
        'Numbers of the imagery\'s bands to use, as in "1 2 3". Empty: all but an alpha band. Give the numbers if the '
        "file calls its near-infrared band alpha.",
    }
)
_ON_DEMAND = "tests/campaign/on_demand.py"
_FEWEST_LETTERS = 8
"""Of the followed words, that a template has for itself."""
_NUMBER_WORDS = re.compile(r"\b(?:is|are|was|were|it|them|has|have)\b")


def proposing() -> list[str]:
    """Return the templates of the sentences that propose something."""
    texts = SENTENCES.read_text(encoding="utf-8").splitlines()
    return [text for text in texts if _PROPOSES.search(text) and text not in _NO_PROPOSALS]


def templates_in(said: str, words: str, templates: Sequence[str]) -> Iterator[str]:
    """Yield the templates that the followed words of a message are made of.

    Of several that fit the same letters, the one with most letters has them: "choose another output" alone is no
    evidence of all sentences that end so.

    Args:
        said: the message.
        words: regular expression of the advice in it that was followed.
        templates: of sentences, with {1}, {2} for what is filled in.
    """
    found = re.search(words, said)
    if found is None:
        return
    taken: set[int] = set()
    for template in sorted(templates, key=lambda one: -len(re.sub(r"\{\d+\}", "", one))):
        literals = [part for part in re.split(r"\{\d+\}", template) if part]
        fit = re.search(".*?".join(f"({re.escape(part)})" for part in literals), said, re.DOTALL)
        if fit is None:
            continue
        own = {at for number in range(1, len(literals) + 1) for at in range(*fit.span(number))} - taken
        advised = sum(said[at].isalpha() for at in own if found.start() <= at < found.end())
        if advised >= _FEWEST_LETTERS:
            taken |= own
            yield template


def _same(sentence: str) -> str:
    """Return what sentences share that differ in singular and plural alone."""
    return _NUMBER_WORDS.sub("", sentence)


def _following_tests(path: Path) -> Iterator[str]:
    """Yield the tests of a file that follow sentences, as pytest names them."""
    source = path.read_text(encoding="utf-8")
    for one in ast.parse(source).body:
        within = one.body if isinstance(one, ast.ClassDef) else [one]
        owner = f"::{one.name}" if isinstance(one, ast.ClassDef) else ""
        for test in within:
            if not isinstance(test, ast.FunctionDef) or not test.name.startswith("test_"):
                continue
            if _MARKS.search(ast.get_source_segment(source, test) or ""):
                yield f"{path}{owner}::{test.name}"


def _run(python: str, folder: str, templates: Sequence[str]) -> dict[str, set[str]]:
    """Run the tests in a folder, or in a file, that follow sentences; return the tests by template."""
    place = REPOSITORY / folder
    paths = [place] if place.is_file() else sorted(place.rglob("test_*.py"))
    tests = [test for path in paths for test in _following_tests(path)]
    with tempfile.TemporaryDirectory() as temporary:
        record = Path(temporary) / "followed"
        record.touch()
        command = [python, "-m", "pytest", "-q", "-p", "no:cacheprovider", *tests]
        done = subprocess.run(command, cwd=REPOSITORY, env={**os.environ, RECORD: str(record)}, check=False)
        if done.returncode:
            sys.exit("Tests failed, so that nothing is counted.")
        found: dict[str, set[str]] = defaultdict(set)
        for line in record.read_text(encoding="utf-8").splitlines():
            test, said, words = json.loads(line)
            for template in templates_in(said, words, templates):
                found[template].add(re.sub(r"\[.*\]| \(call\)", "", test.replace("\n", " ")))
    return found


def read_followed() -> dict[str, set[str]]:
    """Return the tests by the template that they followed, as the last runs found them."""
    lines = FOLLOWED.read_text(encoding="utf-8").splitlines() if FOLLOWED.exists() else []
    return {template: set(tests.split(", ")) for tests, _, template in (line.partition(" | ") for line in lines)}


def _renew(found: dict[str, set[str]], folder: str) -> None:
    """Write what was found in a folder of tests in place of what is known of it."""
    kept = {
        text: {test for test in tests if not test.startswith(folder)} | found.get(text, set())
        for text, tests in {**{text: set[str]() for text in found}, **read_followed()}.items()
    }
    lines = sorted(f"{', '.join(sorted(tests))} | {text}\n" for text, tests in kept.items() if tests)
    FOLLOWED.write_text("".join(lines), encoding="utf-8")


def main() -> None:
    """Print the sentences that no test follows, and the numbers."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--run", action="store_true", help="run the tests of the core that follow sentences")
    parser.add_argument("--qgis", action="store_true", help="run the tests in QGIS that follow sentences")
    parser.add_argument("--slow", action="store_true", help="run those of on_demand.py")
    given = parser.parse_args()
    templates = proposing()
    if given.run:
        _renew(_run(sys.executable, "tests/core", templates), "tests/core")
    if given.qgis:
        _renew(_run(str(REPOSITORY / ".venv-qgis/bin/python"), "tests/qgis", templates), "tests/qgis")
    if given.slow:
        _renew(_run(sys.executable, _ON_DEMAND, templates), _ON_DEMAND)
    followed = {_same(text) for text in read_followed()}
    missing = [text for text in templates if _same(text) not in followed]
    print("\n".join(missing))
    print(f"{len(templates)} sentences propose something; {len(templates) - len(missing)} are followed by a test.")


if __name__ == "__main__":
    main()
