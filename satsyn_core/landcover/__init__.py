"""Land cover: class schemes, what a raster's values mean, and reading it as class indices."""
