"""The networks of the default family, and what they are fed.

Class indices become `NetworkInputs`: one-hot classes, distances and directions to class edges (`label_features`,
`edge_distance`), and noise that depends on the place alone (`noise`). `GeneratorNetwork` turns them into imagery,
`StyleEncoder` finds the style code of an image, and the discriminators and `perceptual_features` score imagery while a
generator is trained. `Architecture` holds the hyper-parameters.
"""
