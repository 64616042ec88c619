"""The paper grid: follows from the slip's token alone, and cells are named as people name them."""

from __future__ import annotations

import pytest

from courier.domain.errors import BadInput
from courier.domain.paper_grid import CELLS, answer, grid_of, read_cell

KEY, COUNTY = b"k" * 32, 990101


def test_a_grid_has_twenty_five_cells_of_two_digits():
    grid = grid_of(KEY, COUNTY, "0123456789")
    assert list(grid) == list(CELLS)
    assert len(grid) == 25
    assert all(len(digits) == 2 and digits.isdigit() for digits in grid.values())
    assert grid["B3"] == answer(KEY, COUNTY, "0123456789", "B3")


def test_another_slip_county_or_key_has_another_grid():
    grid = grid_of(KEY, COUNTY, "0123456789")
    for other in (
        grid_of(KEY, COUNTY, "0123456788"),
        grid_of(KEY, COUNTY + 1, "0123456789"),
        grid_of(b"l" * 32, COUNTY, "0123456789"),
    ):
        assert sum(grid[cell] == other[cell] for cell in CELLS) < 8


@pytest.mark.parametrize("said", ["B3", "b3", " B 3", "Ｂ３", "3B", "b-3", "B三", "乙3", "乙三"])
def test_a_cell_is_read_as_people_say_it(said):
    assert read_cell(said) == "B3"


@pytest.mark.parametrize(
    "said", ["", "F1", "A6", "A0", "B33", "BB", "33", "B3 C4", "😀", "B3" * 50]
)
def test_what_is_no_cell_is_refused(said):
    with pytest.raises(BadInput, match="grid_cell_unreadable"):
        read_cell(said)
