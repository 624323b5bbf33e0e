"""The stage a network is in: scattered, round a hub, round several hubs, or a core with an edge."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

SCATTERED_BELOW = 0.5  # of all pairs that can reach each other
HUB_SHARE = 0.4  # of all shortest ways; one person alone on more of them holds the rest together
HUBS_SHARE = 0.12  # two or more people on so many of them
FEWEST_TIES = 1.0  # a person, on average


class Stage(StrEnum):
    """In the order in which networks usually grow."""

    SCATTERED = "scattered"
    HUB = "hub"
    HUBS = "hubs"
    CORE = "core"


@dataclass(frozen=True)
class Layer:
    """The people of one k-core number: how many, and how many shortest ways lead over each of their busiest."""

    core_number: int
    people: int
    hubs: int
    busiest: float


@dataclass(frozen=True)
class Shape:
    """A network's stage and the figures it was read from."""

    stage: Stage
    busiest: float
    hubs: int
    core_people: int
    edge_people: int


def shape_of(layers: Sequence[Layer], degree_mean: float, reachable_share: float) -> Shape:
    """
    The stage of a network.

    Parameters
    ----------
    layers : its people by core number; `hubs` counts those on at least HUBS_SHARE of all shortest ways
    degree_mean, reachable_share : of everybody, isolates included

    An estimate by rule: the stages follow June Holley's and Valdis Krebs's description of how community networks grow.

    >>> shape_of([Layer(1, 9, 0, 0.0), Layer(2, 1, 1, 0.9)], 1.8, 1.0).stage.value
    'hub'
    >>> shape_of([Layer(1, 4, 0, 0.0), Layer(5, 16, 0, 0.05)], 6.0, 1.0).edge_people
    4
    """
    busiest = max((layer.busiest for layer in layers), default=0.0)
    hubs = sum(layer.hubs for layer in layers)
    top = max((layer.core_number for layer in layers), default=0)
    core = sum(layer.people for layer in layers if layer.core_number > top / 2)
    edge = sum(layer.people for layer in layers) - core
    if reachable_share < SCATTERED_BELOW or degree_mean < FEWEST_TIES:
        stage = Stage.SCATTERED
    elif hubs > 1:
        stage = Stage.HUBS
    else:
        stage = Stage.HUB if busiest > HUB_SHARE else Stage.CORE
    return Shape(stage, busiest, hubs, core, edge)
