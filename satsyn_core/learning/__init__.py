"""What the trainings of generators and of segmentation networks share.

`run_training` drives a training: it resumes from a checkpoint, steps, logs the losses, validates, keeps the best
weights and stops early. `devices` chooses the device, `ema` averages weights, `prefetch` reads ahead in a thread.
`model_file` writes and reads weights with their metadata; `pretrained` and `optional_packages` find what an
installation may lack.

Import from its modules: some load libraries that other jobs do without, and a job should start at once.
"""
