"""The study: does synthetic imagery help? It trains segmentation networks on mixtures, cell by cell, and compares them.

`study_file` reads which mixtures are compared, as `treatment`s; with a seed, a treatment is a cell (`cells`). `ground`
divides the imagery once for all cells, `sets` builds the training sets that cells draw from, `selection` chooses the
chips of a cell, and `cell_run` trains and scores it. `store` keeps what is finished; `runner` goes through the table.
`statistics` and `findings` compare, `recommendation` says it in words, and `report` and `tables` write it.
"""
