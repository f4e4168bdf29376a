from __future__ import annotations

from satsyn_core.study.cells import Cell, best_guess, cells_in_order
from satsyn_core.study.treatment import Treatment

REAL, REAL_10 = Treatment(), Treatment(share=10)
ADD, ADD_10, REPLACE = (
    Treatment("add", 100, generator="model"),
    Treatment("add", 100, 10, "model"),
    Treatment("replace", 50, generator="model"),
)


def test_the_most_telling_cells_come_first_seed_by_seed() -> None:
    cells = cells_in_order([REAL, REPLACE, ADD, REAL_10, ADD_10], [0, 1])

    assert cells[:4] == [Cell(REAL_10, 0), Cell(ADD_10, 0), Cell(REAL_10, 1), Cell(ADD_10, 1)]
    assert [cell.seed for cell in cells[4:]] == [0, 0, 0, 1, 1, 1]
    assert len(set(cells)) == 10


def test_without_a_mixture_there_is_nothing_to_guess() -> None:
    assert best_guess([REAL, REAL_10]) is None
    assert cells_in_order([REAL], [0, 1]) == [Cell(REAL, 0), Cell(REAL, 1)]
