"""The process that runs a job, in a worker or on the command line.

`first_steps` come before all imports. `stop_signals` and `stopping` end it within a second when it is cancelled,
`failures` turns what went wrong into a sentence and an exit code, and `memory` hands freed memory back. `output_lock`
lets one run alone work on an output, and `fingerprint` tells whether a request is the same as an earlier one.
"""
