"""The reference page of the class schemes: what each bundled model makes of every class, from the data files.

`setup.write_reference` writes it with the other pages.
"""

from __future__ import annotations

from collections.abc import Iterable

from satsyn_core.contract.known_scheme import KnownClass, KnownScheme, read_known_scheme
from satsyn_core.contract.scheme_library import BUNDLED_SCHEMES
from satsyn_core.landcover.bundled_choice import bundled_generators
from satsyn_core.landcover.crosswalk import Crosswalk, ModelClasses

_NOTE = "<!-- Written by setup/write_class_schemes.py from resources/class_schemes: change it there. -->"

_INTRODUCTION = """# Class schemes

What the bundled models make of the classes of well-known land covers. The tables are written from the files in
`resources/class_schemes` and `resources/class_concepts.json`, which the program itself reads. `SCHEME` takes the ids.

- *In italics*: the model has no such class, and another one stands in for it.
- *nodata*: such pixels are left out.
- Names without a value are those of vector layers.
- Built-up areas are the ground between buildings where the land cover has buildings, too, see
  [Match land-cover classes](../how-to/land-cover-classes.md).

Classes of your own models are matched by the same rules, by their names."""


def class_schemes_page() -> str:
    """Return the page as Markdown."""
    models = {card.name: ModelClasses(card.scheme) for _, card in bundled_generators()}
    schemes = [read_known_scheme(path) for path in sorted(BUNDLED_SCHEMES.glob("*.json"))]
    return "\n\n".join([_NOTE, _INTRODUCTION, *(_section(scheme, models) for scheme in schemes)]) + "\n"


def _section(scheme: KnownScheme, models: dict[str, ModelClasses]) -> str:
    facts = f"{scheme.source}; {scheme.version}; {scheme.licence}."
    head = ["value", "class", *(f"`{name}`" for name in models)]
    rows = [head, ["---"] * len(head), *(_row(one, models.values()) for one in scheme.classes)]
    if scheme.unlabelled is not None and scheme.unlabelled not in scheme.by_value:
        rows.append([str(scheme.unlabelled), "no class", *["nodata"] * len(models)])
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in rows)
    losses = [f"**What `{name}` loses**: {_lost(scheme, model)}" for name, model in models.items()]
    return "\n\n".join([f"## {scheme.title} {{ #{scheme.id} }}", f"`{scheme.id}`: {facts}", table, *losses])


def _row(one: KnownClass, models: Iterable[ModelClasses]) -> list[str]:
    return ["" if one.value is None else str(one.value), one.name, *(_shown(one, model) for model in models)]


def _shown(one: KnownClass, model: ModelClasses) -> str:
    shown = model.of_class(one)
    if shown is None:
        return "asks"
    if shown.index is None:
        return "nodata"
    name = model.scheme.names[shown.index]
    return f"*{name}*" if shown.stand_in else name


def _lost(scheme: KnownScheme, model: ModelClasses) -> str:
    sentences = Crosswalk(scheme, model).losses()
    return " ".join(sentence[0].upper() + sentence[1:] for sentence in sentences) or "nothing."
