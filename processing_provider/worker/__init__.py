"""The worker process seen from QGIS: the Python that runs it, the child process, and the client that talks to it."""
