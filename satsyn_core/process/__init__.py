"""The process that runs a job, in a worker or on the command line: stopping it, its failures, its memory."""
