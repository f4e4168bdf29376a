"""Training sets of chips of real and synthetic imagery.

`request` checks what a user asks for, and `scene_pool` checks and opens the scenes. `plan` says which chips there are,
which split each belongs to, and which become synthetic. `synthesis` gives the synthetic ones styles, renders them and
filters their labels. `writing` writes every `chip`, real or synthetic, and describes the finished set. The format of
the set lies in `scenes`, where trainings read it from.
"""
