"""Scenes in, a trained generator out.

`TrainingOptions` of a user become a `TrainingPlan` (`method`); `settings` are its numbers. `data` checks the scenes
and writes them as arrays, `crops` draws crops of them, `batch` puts those on the device, `step` updates generator and
discriminators by the `losses` and the `texture_loss`, and `validation` measures generated against real patches.
`loop` gives all this to the loop of every training (`learning.loop`), `style_bank` keeps the codes that users draw,
`sample_sheet` shows samples, and `warm_start` begins with the weights of another model.
"""
