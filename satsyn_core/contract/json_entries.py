"""The entries of an object in a JSON file: what is missing, or has another form, is named by its place in the file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .json_text import shortened, whole_number


class JsonEntries:
    """The entries of an object by their keys.

    Every method raises a `ValueError` whose message is a part of a sentence, as in "chips, entry 3: window is missing".

    Args:
        content: what a JSON text holds.
        place: of the object in the file, as in "chips, entry 3"; empty for the whole file.

    Raises:
        ValueError: it is no object.
    """

    def __init__(self, content: object, place: str = "") -> None:
        if not isinstance(content, Mapping):
            raise ValueError(f"{place or 'the whole'} is {_kind(content)}, not an object in braces")
        self._content = content
        self._place = place

    def text(self, key: str) -> str:
        """Return a text, which is not empty."""
        found = self._of(key)
        if not isinstance(found, str) or not found:
            raise self.wrong(key, f"is {_kind(found)}, not a text")
        return found

    def whole(self, key: str) -> int:
        """Return a whole number."""
        found = self._of(key)
        try:
            return whole_number(found)
        except ValueError:
            raise self.wrong(key, f"is {_kind(found)}, not a whole number") from None

    def optional_whole(self, key: str) -> int | None:
        """Return a whole number, or None where null stands."""
        return None if self._of(key) is None else self.whole(key)

    def switch(self, key: str) -> bool:
        """Return whether something is so."""
        found = self._of(key)
        if not isinstance(found, bool):
            raise self.wrong(key, f"is {_kind(found)}, not true or false")
        return found

    def whole_numbers(self, key: str, count: int) -> tuple[int, ...]:
        """Return a list of so many whole numbers."""
        found = self._of(key)
        try:
            numbers = tuple(whole_number(one) for one in found) if isinstance(found, list) else ()
        except ValueError:
            numbers = ()
        if len(numbers) != count:
            raise self.wrong(key, f"is {_kind(found)}, not a list of {count} whole numbers")
        return numbers

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts, at least one."""
        found = self._of(key)
        if not isinstance(found, list) or not found or not all(isinstance(one, str) for one in found):
            raise self.wrong(key, f"is {_kind(found)}, not a list of texts")
        return tuple(found)

    def objects(self, key: str) -> list[JsonEntries]:
        """Return a list of objects; their places count from 1."""
        found = self._of(key)
        if not isinstance(found, list):
            raise self.wrong(key, f"is {_kind(found)}, not a list")
        return [JsonEntries(one, self.place_of(f"{key}, entry {number}")) for number, one in enumerate(found, 1)]

    def get(self, key: str) -> Any:
        """Return what stands under a key as it is; None where nothing does."""
        return self._content.get(key)

    def place_of(self, key: str) -> str:
        """Return the place of a key in the file."""
        return f"{self._place}: {key}" if self._place else key

    def wrong(self, key: str, what: str) -> ValueError:
        """Return the error that says what is wrong with a key."""
        return ValueError(f"{self.place_of(key)} {what}")

    def _of(self, key: str) -> Any:
        if key not in self._content:
            raise self.wrong(key, "is missing")
        return self._content[key]


def _kind(value: object) -> str:
    if value is None:
        return "null"
    return "empty" if value in ("", [], {}) else shortened(value)
