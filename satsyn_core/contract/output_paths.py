"""Where a job writes: the names of several outputs, and outputs that would replace inputs."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from .errors import InputError


def variant_path(output: str | os.PathLike[str], number: int) -> Path:
    """Return where image `number` of several is written: the first at `output`, the second with _2 before the
    extension, and so on.
    """
    first = Path(output)
    return first if number == 1 else first.with_name(f"{first.stem}_{number}{first.suffix}")


def refuse_to_replace_inputs(
    outputs: Iterable[str | os.PathLike[str] | None], inputs: Iterable[str | os.PathLike[str] | None]
) -> None:
    """Check that no output is the file of an input; None, a parameter that was left empty, is passed over.

    Raises:
        InputError: an output is also an input.
    """
    taken = {Path(name).resolve() for name in inputs if name}
    for output in outputs:
        if output and Path(output).resolve() in taken:
            raise InputError(f"The output {output} is also an input: choose another output.")
