"""Plans as people draw them, to see generators on land cover that no mask of real imagery is like."""
