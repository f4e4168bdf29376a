"""What SatSyn adds to the window of QGIS: the menu, the panel Getting started, and the tasks behind its buttons."""
