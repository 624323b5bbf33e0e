"""Every kernel there is, compiled at set-up with a word on screen."""

import importlib
from collections.abc import Callable

from belonging.core.compiling import KERNELS

ROOMS = (
    "belonging.core.prices",
    "network.kernels",
    "network.betweenness",
    "network.communities",
    "network.layout",
    "network.nearness",
)


def compile_kernels(tell: Callable[[str], object] | None = None) -> int:
    """Compile every kernel, or load it from the cache, telling each name first; the number of kernels."""
    for room in ROOMS:
        importlib.import_module(room)
    for each in KERNELS:
        if tell is not None:
            tell(each.__name__)
        each.compiled()
    return len(KERNELS)
