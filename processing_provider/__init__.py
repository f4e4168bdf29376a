"""The Processing provider: the jobs of SatSyn as QGIS algorithms, run in a worker process.

`algorithms` derives parameters, outputs and help from `satsyn_core.contract` and reads layers into values. `worker`
starts the process, sends the job and receives its events. Nothing here imports torch, rasterio or another library of
the core.
"""
