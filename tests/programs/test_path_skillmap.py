"""The layout of what builds on what: columns, crossings, places; answers worked out by hand."""

import random

import pytest

from programs.skillmap import columns_of, crossings, layers, place_nodes


def test_column_is_the_longest_chain() -> None:
    # 3 builds on 0 directly and on 2 by way of 1 and 0: the long way counts.
    assert layers(5, [(1, 0), (2, 1), (3, 0), (3, 2)]) == [0, 1, 2, 3, 0]


def test_circle_is_refused() -> None:
    with pytest.raises(ValueError, match="circle"):
        layers(3, [(0, 1), (1, 2), (2, 0)])


def test_crossing_links_are_uncrossed() -> None:
    links = [(3, 2), (4, 1), (5, 0)]

    columns = columns_of(6, links)

    assert crossings([[0, 1, 2], [3, 4, 5]], links) == 3
    assert crossings(columns, links) == 0


@pytest.mark.parametrize("seed", range(20))
def test_order_is_never_worse_than_the_plans_own(seed: int) -> None:
    dice = random.Random(seed)
    links = [(node, other) for node in range(1, 24) for other in range(node) if dice.random() < 0.12]
    plain: list[list[int]] = [[] for _ in range(24)]
    for node, layer in enumerate(layers(24, links)):
        plain[layer].append(node)

    columns = columns_of(24, links)

    assert sorted(node for column in columns for node in column) == list(range(24))
    assert crossings(columns, links) <= crossings(plain, links)
    assert columns == columns_of(24, links)


def test_nobody_stands_on_anybody_and_all_are_inside() -> None:
    picture = place_nodes(7, [(3, 0), (3, 1), (4, 1), (5, 3), (6, 3)], across=240, down=84, margin=4)

    places = [(spot.x, spot.y) for spot in picture.spots]
    assert len(set(places)) == 7
    assert all(0 < x < picture.width and 0 < y < picture.height for x, y in places)
    assert all(picture.spots[node].x > picture.spots[other].x for node, other in [(3, 0), (4, 1), (6, 3)])


def test_empty_map_is_empty() -> None:
    assert place_nodes(0, [], across=240, down=84).spots == ()
