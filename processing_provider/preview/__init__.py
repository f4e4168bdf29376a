"""The panel SatSyn preview: a model on a land cover, on the visible part of the map, drawn again in a second or two.

`visible_part` chooses what is drawn, `request_line` what is computed next, and `warm_worker` has a worker process
compute it. `source` hands over the layers. `overlay` shows the result on the map. `looks` and `gallery` show the styles
of a model. `polygon_tool`, `place_change` and `edits` change places of the land cover. `session` connects all of this,
and `dock` is the panel, whose widgets are in `dock_parts`.
"""
