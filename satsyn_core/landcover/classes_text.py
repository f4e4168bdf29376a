"""What the text of CLASSES says of the values of a land cover: "1=water", or "Acker=vegetation" by its words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from ..contract.class_entries import GUESS, ClassEntry, key_text, read_entries
from ..contract.class_scheme import UNKNOWN, ClassScheme
from ..contract.errors import InputError
from ..contract.known_scheme import NO_CLASS
from .class_keys import ClassKeys, listed
from .class_words import concepts_of
from .crosswalk import ModelClasses


@dataclass(frozen=True)
class ClassesSaid:
    """What CLASSES says of a land cover.

    Attributes:
        index_of_value: class index by value, `UNKNOWN` for nodata.
        guessed: keys of values whose classes are marked as guesses.
        absent: keys that name nothing in the land cover.
        counted: the text by words, where entries have numbers for words; empty otherwise.
        by_number: values that it calls by their numbers.
        rest: class index, or `UNKNOWN`, of all that nothing else gives a class, as "?=nodata" says; None without.
        rest_values: values that have their class from `rest`.
    """

    index_of_value: dict[int, int]
    guessed: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    counted: str = ""
    by_number: frozenset[int] = frozenset()
    rest: int | None = None
    rest_values: frozenset[int] = frozenset()

    def with_rest(self, values: Collection[int]) -> ClassesSaid:
        """Return the same with values that nothing else gives a class; without an entry for the rest, as it is."""
        if self.rest is None:
            return self
        every = {**dict.fromkeys(values, self.rest), **self.index_of_value}
        return replace(self, index_of_value=every, rest_values=frozenset(values) - self.index_of_value.keys())


def parse_classes(text: str, scheme: ClassScheme) -> dict[int, int]:
    """Read "1=water 2=land 15=nodata" (commas or spaces between) as class index by raster value.

    Raises:
        InputError: the text has another form, names an unknown class, gives one value two classes, or has words.
    """
    said = read_classes(text, scheme, ClassKeys({}), ())
    if said.absent:
        raise InputError(
            f'CLASSES names {listed(said.absent)}, and values are numbers here, as in "1={scheme.names[0]}".'
        )
    return said.index_of_value


def read_classes(
    text: str, scheme: ClassScheme, keys: ClassKeys, values: Collection[int], *, several: bool = False
) -> ClassesSaid:
    """Return what a text of CLASSES says of a land cover.

    Args:
        text: of CLASSES.
        scheme: the classes.
        keys: numbers and words by which it can name the values.
        values: that occur in the part in use.
        several: whether the text is for several land covers, so that one need not have all that it names.

    Raises:
        InputError: the text has another form, names an unknown class, leaves one open, gives one value two classes, or
            has numbers for words and it is not clear which.
    """
    entries = read_entries(text)
    _require_classes(entries, scheme)
    meaning: dict[int, int] = {}
    for entry in entries:
        index = UNKNOWN if is_no_class(entry.name) else scheme.index_of(entry.name)
        for value in keys.values_of(entry):
            if meaning.setdefault(value, index) != index:
                raise InputError(f"CLASSES gives {_called(entry)} two classes: keep one of them.")
    absent = tuple(entry.key for entry in entries if keys.is_absent(entry) and entry.key != GUESS)
    counting = [entry for entry in entries if keys.counts_words(entry)]
    if counting and not all(value in meaning for value in values):
        raise _unclear(keys, meaning, scheme, values, "CLASSES does not name them all.")
    superfluous = [entry.key for entry in counting if entry.key in absent]
    if superfluous and not several:
        raise _unclear(keys, meaning, scheme, values, f"CLASSES also names {listed(superfluous)}.")
    by_word = _by_words(keys, meaning, scheme) if counting else ""
    guessed = tuple(entry.key for entry in entries if entry.is_guess)
    numbers = frozenset(value for entry in entries if entry.number is not None for value in keys.values_of(entry))
    return ClassesSaid(meaning, guessed, absent, by_word, numbers, _of_rest(entries, scheme, keys))


def _of_rest(entries: list[ClassEntry], scheme: ClassScheme, keys: ClassKeys) -> int | None:
    """Return the class that "?" gives to the rest; None without it, and where it is a word of the land cover."""
    rest = next((entry for entry in entries if entry.key == GUESS and not keys.values_of(entry)), None)
    if rest is None:
        return None
    return UNKNOWN if is_no_class(rest.name) else scheme.index_of(rest.name)


def is_no_class(name: str) -> bool:
    """Whether a class name says that a value is no class, as "nodata" and "unlabelled" do."""
    return concepts_of(name) == (NO_CLASS,)


def _require_classes(entries: list[ClassEntry], scheme: ClassScheme) -> None:
    """Refuse entries without class, and those with a class that the model does not have."""
    names = ", ".join(scheme.names)
    left_open = [entry.key for entry in entries if not entry.name]
    if left_open:
        raise InputError(
            f"CLASSES leaves open the class of {listed(left_open)}. Put one of {names}, or nodata, in the place of the "
            f'question mark, as in "{key_text(left_open[0])}={scheme.names[0]}". To leave out all of them, write '
            f'"{GUESS}=nodata" behind the text.'
        )
    for entry in entries:
        if is_no_class(entry.name) or scheme.find(entry.name) is not None:
            continue
        if scheme.find(entry.key) is not None and not concepts_of(entry.name):
            raise InputError(
                f'CLASSES has "{entry.text}" the wrong way round: first comes what the land cover has, then the class '
                f'of the model, as in "{ClassEntry(entry.name, entry.key).text}".'
            )
        problem = (
            f'CLASSES gives {_called(entry)} the class "{entry.name}", which the model does not have; '
            f"its classes are {names}, and nodata."
        )
        near = ModelClasses(scheme).guess(entry.name)
        raise InputError(problem if near is None else f'{problem} The nearest one is "{scheme.names[near]}".')


def _called(entry: ClassEntry) -> str:
    return f"value {entry.number}" if entry.number is not None else entry.key


def _by_words(keys: ClassKeys, meaning: dict[int, int], scheme: ClassScheme) -> str:
    return keys.text(
        {value: ("nodata" if index == UNKNOWN else scheme.names[index], False) for value, index in meaning.items()}
    )


def _unclear(
    keys: ClassKeys, meaning: dict[int, int], scheme: ClassScheme, values: Collection[int], problem: str
) -> InputError:
    """Return the refusal of numbers that do not fit the words of a land cover."""
    target = ModelClasses(scheme)
    classes = {value: _class_by_word(keys.names.get(value, ""), meaning.get(value), target) for value in values}
    return InputError(
        "CLASSES has numbers, and the land cover has words. Words are numbered by the alphabet, so that the numbers "
        f"change with them; now they are {keys.numbering()}. {problem} So it was written for other words. Give the "
        f'words themselves, as in "{keys.text(classes)}". Check each class, and put one of {", ".join(scheme.names)}, '
        "or nodata, in the place of each question mark."
    )


def _class_by_word(word: str, index: int | None, target: ModelClasses) -> tuple[str, bool]:
    """Return the class to propose for a word, and whether that is a guess; the word comes before its number."""
    names = target.scheme.names
    shown = target.of_name(word)
    if shown is not None:
        return ("nodata" if shown.index is None else names[shown.index]), False
    guess = target.guess(word)
    if guess is None:
        guess = index
    return ("", True) if guess is None else ("nodata" if guess == UNKNOWN else names[guess], True)
