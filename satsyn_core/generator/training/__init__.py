"""Scenes in, a trained generator out.

The `TrainingOptions` of a user become a `TrainingPlan` (`method`); `settings` are its numbers. `crops` draws crops of
scenes, `batch` puts them on the device, `step` updates generator and discriminators by the `losses` and the
`texture_loss`, and `validation` measures generated against real patches. `loop` runs it, `style_bank` keeps the codes
that users draw, `sample_sheet` shows samples, and `warm_start` begins with the weights of another model.
"""
