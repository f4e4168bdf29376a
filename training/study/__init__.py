"""Study files of our own places, and the script that runs them."""
