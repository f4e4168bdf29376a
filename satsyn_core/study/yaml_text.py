"""YAML from strangers: whatever is wrong with it is a `ValueError` that names the line in words for who wrote it."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import yaml

MOST_ENTRIES = 10_000
"""More than any study has."""

_FAULTS = {
    "'\\t' that cannot start": "a tab stands there, and YAML takes blanks alone",
    "cannot start any token": "a text that begins with this sign has to stand in quotes",
    "mapping values are not allowed": "a colon does not fit here: the line above may lack its own, this line may be "
    "indented too far, or a text with a colon has to stand in quotes",
    "expected ','": "a comma or the closing bracket is missing",
    "node content": "a value is missing",
    "unexpected end of stream": "a text in quotes has no end",
    "undefined alias": "a text that begins with * has to stand in quotes",
    "unknown escape": "a backslash has to be doubled, or the text to stand in single quotes",
    "<block end>": "the line stands at another indentation than those above it",
    "could not find expected ':'": "a colon is missing",
    "2002:value'": "a lone = and the tag !!value have no meaning here: put the text in quotes, without a tag",
    "constructor for the tag": "the tag, which begins with an exclamation mark, has no meaning here",
    "unhashable key": "a list or an object stands where a name should be",
    "for merging": "<< needs an object",
}
"""What PyYAML says, by a part of it, in words for people who have written the file by hand."""


_NO_VALUE = (ValueError, OverflowError, KeyError, IndexError, AttributeError)
"""Errors of PyYAML's constructors at texts that are not of the form of their tag."""


class _OnceLoader(yaml.SafeLoader):  # type: ignore[misc]
    """Reads YAML, and refuses a name that stands twice in one mapping: its first value would be lost."""

    def construct_mapping(self, node: yaml.Node, deep: bool = False) -> dict[Hashable, Any]:
        """Return the mapping."""
        # A tag can say that a list or a text is a mapping, which the loader below refuses.
        pairs = node.value if isinstance(node, yaml.MappingNode) else ()
        names = [name.value for name, _ in pairs if isinstance(name, yaml.ScalarNode)]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise yaml.constructor.ConstructorError(None, None, f"{twice} stands twice in one entry", node.start_mark)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return mapping

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        """Return the value of a node, where YAML has a rule for its form: a date without such a day is no value.

        What PyYAML does not expect behind a tag, as in "!!bool maybe", ends in an error of its own code.
        """
        try:
            return super().construct_object(node, deep)
        except (*_NO_VALUE, yaml.constructor.ConstructorError) as error:
            if isinstance(error, yaml.constructor.ConstructorError) and not node.tag.endswith(":binary"):
                raise
            fault = (
                f"{str(node.value)[:40]!r} has no value: put it in quotes, without a tag such as !!int, if it is a text"
            )
            raise yaml.constructor.ConstructorError(None, None, fault, node.start_mark) from None


def read_yaml(text: str) -> Any:
    """Return what a YAML text holds.

    Raises:
        ValueError: it is no YAML, nests too deep, or stands for more than `MOST_ENTRIES`; the message is a part of a
            sentence.
    """
    try:
        content = yaml.load(text, _OnceLoader)  # noqa: S506  # nosec B506 - derived from SafeLoader
    except RecursionError:
        raise ValueError("it nests too deep") from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise ValueError(f"line {line}: a character stands there that no text has") from None
    except yaml.MarkedYAMLError as error:
        raise ValueError(_in_words(error)) from None
    except yaml.YAMLError:
        raise ValueError("it is no YAML") from None
    _require_bounded(content)
    return content


def _in_words(error: yaml.MarkedYAMLError) -> str:
    problem, mark = str(error.problem or ""), error.problem_mark or error.context_mark
    fault = next((words for part, words in _FAULTS.items() if part in problem), None)
    # Those of the loader above are in words already.
    own = isinstance(error, yaml.constructor.ConstructorError) and error.context is None
    words = fault or (problem if own else "it does not fit here")
    return f"line {mark.line + 1}, column {mark.column + 1}: {words}" if mark else words


def _require_bounded(content: object) -> None:
    """Refuse a text that stands for more than any study has: aliases in YAML can stand for billions of entries."""
    known: dict[int, int] = {}

    def size(value: object) -> int:
        if not isinstance(value, (dict, list)):
            return 1
        if id(value) not in known:
            # An alias may stand for what it is part of.
            known[id(value)] = MOST_ENTRIES
            parts = value.values() if isinstance(value, dict) else value
            known[id(value)] = 1 + sum(map(size, parts))
        return known[id(value)]

    if size(content) > MOST_ENTRIES:
        raise ValueError("its aliases stand for more entries than any study has")
