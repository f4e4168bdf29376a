"""Calls that workers of a cluster do without importing what lies in their working folders, where files of strangers
may lie.

Dask starts these processes, and loads what they are to do before any function of SatSyn runs. A call therefore travels
as bytes, which are loaded when the working folder is no longer among the places of imports.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from importlib.machinery import PathFinder
from pathlib import Path
from typing import Any

from ..contract.errors import EnvironmentSetupError

_ROOT = Path(__file__).resolve().parents[2]


class HiddenPackageError(EnvironmentSetupError):
    """A file in the working folder was imported instead of a package."""


@dataclass(frozen=True)
class IsolatedCall:
    """A call of a function by a worker of a cluster, see `isolated`.

    Attributes:
        packed: function and arguments as dask serialises them.
    """

    packed: bytes

    def __call__(self) -> Any:
        """Return what the function returns.

        Raises:
            HiddenPackageError: a file in the working folder has taken the place of a package already.
        """
        from distributed.protocol.serialize import deserialize_bytes

        leave_working_folder()
        load: Any = deserialize_bytes  # which has no types
        function, arguments = load(self.packed)
        return function(*arguments)


def isolated(function: Callable[..., Any], *arguments: Any) -> IsolatedCall:
    """Return the call of a function; its module and those of the arguments are imported when it is done."""
    from distributed.protocol.serialize import serialize_bytes

    pack: Any = serialize_bytes
    return IsolatedCall(pack((function, arguments)))


def leave_working_folder() -> None:
    """Import nothing from the working folder from now on, unless this very package is imported from there.

    Raises:
        HiddenPackageError: a module was imported from there that takes the place of one of the environment.
    """
    here = Path.cwd().resolve()
    if here == _ROOT:
        return
    sys.path[:] = [entry for entry in sys.path if Path(entry).resolve() != here]
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if file and "." not in name and _lies_in(Path(file), here) and PathFinder.find_spec(name) is not None:
            raise HiddenPackageError(
                f"The process imported {file} from its working folder instead of the package {name}. Start the dask "
                "scheduler and its workers in an empty folder, with PYTHONSAFEPATH=1."
            )


def _lies_in(file: Path, folder: Path) -> bool:
    """Whether a file is a module of this folder, or the beginning of a package in it."""
    place = Path(os.path.abspath(file)).parent  # noqa: PTH100 - a link is imported from where it lies
    return folder in {place, place.parent if file.stem == "__init__" else place}
