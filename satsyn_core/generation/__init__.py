"""Land cover in, imagery out, for a raster of any size.

`open_request` opens the land cover, matches its values to the model's classes and loads the generator. A `BlockPlan`
cuts the raster into blocks that do not depend on the extent. A `BlockRenderer` (`open_renderer`) yields them rendered,
computed here or by a dask `cluster`. `assemble` puts them together in a GeoTIFF. Long runs keep their blocks in a
`work_folder`, so that a later run resumes them or several runs share them as `shards`.
"""

from __future__ import annotations

from .block_plan import BlockPlan, ImageryNodata, RenderedBlock
from .renderers import BlockRenderer, open_renderer
from .request import GenerationRequest, open_request

__all__ = [
    "BlockPlan",
    "BlockRenderer",
    "GenerationRequest",
    "ImageryNodata",
    "RenderedBlock",
    "open_renderer",
    "open_request",
]
