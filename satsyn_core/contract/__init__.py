"""The contract: what QGIS and the worker process share, and the only package of the core that QGIS imports.

`declarations` has the jobs, each with its parameters, help and outputs. Beside it are the errors, the reporter
of progress, class schemes, the metadata of model files, the places of bundled files, and files that are complete or
absent. All of it needs only the standard library of Python 3.9.
"""
