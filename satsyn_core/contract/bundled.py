"""Where the files that come with SatSyn lie."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent

# In the plugin the resources stand beside the core; an installed core has them inside.
RESOURCES = _PACKAGE / "resources" if (_PACKAGE / "resources").is_dir() else _PACKAGE.parent / "resources"

BUNDLED_MODEL = RESOURCES / "models" / "urban-vhr.safetensors"

BUNDLED_SEGMENTATION = RESOURCES / "models" / "urban-segmentation.safetensors"


def bundled_or_own(model: str) -> str:
    """Return the path of the model file that comes with SatSyn under this name, such as "urban-vhr", or else the path
    that was given.
    """
    own = [path for path in BUNDLED_MODEL.parent.glob("*.safetensors") if path.stem == model]
    return str(own[0]) if own else model
