"""Imports every module of the plugin under PyQt6 and resolves every Qt name in it.

On demand, in an environment of its own:

    python3 -m venv /tmp/qt6 && /tmp/qt6/bin/pip install PyQt6
    QT_QPA_PLATFORM=offscreen /tmp/qt6/bin/python tests/compat/qt6.py

QGIS itself is a stand-in here: `qgis.PyQt` is PyQt6, as in QGIS 4, and the classes of `qgis.core` and `qgis.gui` accept
anything. So this finds names that Qt 6 no longer has, and none that QGIS 4 no longer has.
"""

from __future__ import annotations

import ast
import importlib
import sys
import tempfile
import types
from pathlib import Path

from PyQt6 import QtCore, QtGui, QtWidgets, QtXml

REPOSITORY = Path(__file__).resolve().parents[2]
QT = {"QtCore": QtCore, "QtGui": QtGui, "QtWidgets": QtWidgets, "QtXml": QtXml}
MOVED = ("QAction", "QActionGroup", "QShortcut")
"""Qt 6 has these in QtGui; QGIS 4 keeps them in `qgis.PyQt.QtWidgets`."""


class _Anything(type):
    """A class with whatever is asked of it: nested classes, enums, methods."""

    def __getattr__(cls, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        made = _Anything(name, (), {})
        setattr(cls, name, made)
        return made

    def __or__(cls, other: object) -> type:
        return cls


class _Module(types.ModuleType):
    """A module whose classes are QObjects that accept anything."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        made = _anything_of(name)
        setattr(self, name, made)
        return made


class _AnyQObject(type(QtCore.QObject), _Anything):
    pass


def _anything_of(name: str) -> type:
    return _AnyQObject(name, (QtCore.QObject,), {})


def stand_in_for_qgis() -> None:
    """Put PyQt6 and the stand-ins into the place of QGIS."""
    for name in (
        "qgis",
        "qgis.PyQt",
        "qgis.core",
        "qgis.gui",
        "qgis.utils",
        "osgeo",
        "osgeo.gdal",
        "osgeo.ogr",
        "osgeo.osr",
    ):
        sys.modules[name] = _Module(name)
    for name, module in QT.items():
        sys.modules[f"qgis.PyQt.{name}"] = module
        setattr(sys.modules["qgis.PyQt"], name, module)
    for name in MOVED:
        setattr(QtWidgets, name, getattr(QtGui, name))
    for child in ("gdal", "ogr", "osr"):
        setattr(sys.modules["osgeo"], child, sys.modules[f"osgeo.{child}"])
    processing = _Module("processing")
    sys.modules["processing"] = processing
    for name in ("processing.gui", "processing.gui.wrappers", "processing.core", "processing.core.ProcessingConfig"):
        sys.modules[name] = _Module(name)


def module_names() -> list[str]:
    """Return the dotted name of every module of the plugin."""
    files = [REPOSITORY / "plugin.py", *sorted((REPOSITORY / "processing_provider").rglob("*.py"))]
    parts = [file.relative_to(REPOSITORY).with_suffix("").parts for file in files]
    return [".".join(("satsyn", *(one[:-1] if one[-1] == "__init__" else one))) for one in parts]


def missing_names(path: Path) -> list[str]:
    """Return the Qt names in a file that PyQt6 does not have, as `Qt.AlignLeft`."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    known: dict[str, object] = {}
    missing = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("qgis.PyQt."):
            module = QT[str(node.module).rpartition(".")[2]]
            for one in node.names:
                if hasattr(module, one.name):
                    known[one.asname or one.name] = getattr(module, one.name)
                else:
                    missing.append(f"{node.module}.{one.name}")
    for node in ast.walk(tree):
        chain = _chain(node)
        if len(chain) > 1 and chain[0] in known:
            found: object = known[chain[0]]
            for name in chain[1:]:
                if not hasattr(found, name):
                    missing.append(".".join(chain))
                    break
                found = getattr(found, name)
    return sorted(set(missing))


def _chain(node: ast.AST) -> list[str]:
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return [node.id, *reversed(names)] if isinstance(node, ast.Name) else []


def problem_of(name: str) -> list[str]:
    """Import a module; return what is wrong with it."""
    try:
        importlib.import_module(name)
    except Exception as error:
        return [f"{name} can't be imported: {type(error).__name__}: {error}"]
    return []


def main() -> int:
    """Print what is wrong; return 1 if anything is."""
    stand_in_for_qgis()
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "satsyn").symlink_to(REPOSITORY)
        sys.path.insert(0, folder)
        names = module_names()
        for name in names:
            wrong += problem_of(name)
    for path in [REPOSITORY / "plugin.py", *sorted((REPOSITORY / "processing_provider").rglob("*.py"))]:
        wrong += [f"{path.relative_to(REPOSITORY)}: PyQt6 has no {name}" for name in missing_names(path)]
    print(*wrong, sep="\n")
    print(f"{len(names)} modules under PyQt {QtCore.PYQT_VERSION_STR}: {len(wrong)} defects")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
