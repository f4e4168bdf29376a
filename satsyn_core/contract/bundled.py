"""The places of the files that come with SatSyn."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent

# In the plugin the resources stand beside the core; an installed core has them inside.
RESOURCES = _PACKAGE / "resources" if (_PACKAGE / "resources").is_dir() else _PACKAGE.parent / "resources"

TRANSLATIONS = _PACKAGE.parent / "i18n"
"""The plugin's translations; a core that is installed without the plugin has none."""

BUNDLED_MODEL = RESOURCES / "models" / "urban-vhr.safetensors"
"""The generator that is used where no other one is given."""

BUNDLED_SEGMENTATION = RESOURCES / "models" / "urban-segmentation.safetensors"
"""The segmentation model whose features compare imagery where no other one is given."""


def bundled_or_own(model: str) -> str:
    """Return the path of the model file that comes with SatSyn under this name, such as "urban-vhr", or else the path
    that was given.
    """
    own = [path for path in BUNDLED_MODEL.parent.glob("*.safetensors") if path.stem == model]
    return str(own[0]) if own else model
