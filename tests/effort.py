"""
How much a run of tests tries.

Whoever searches a large space searches all of it on `--whole` (`make thorough`, `make isolation`) and a tenth of it
otherwise. Most draw that tenth from the run's seed, which `make test` reads off the code: the same code is tried alike
everywhere, and a fortnight of changes sees most of it.
"""

import os
import random
from collections.abc import Iterable
from typing import Any, TypeVar

VARIABLE = "BELONGING_TEST_WHOLE"  # in the environment, so that the workers of xdist know as well
SHARE = 10

One = TypeVar("One", bound=Any)


def is_whole() -> bool:
    """Whether everything is to be tried."""
    return VARIABLE in os.environ


def effort(count: int) -> int:
    """How many examples to try where the whole is `count`."""
    return count if is_whole() else max(count // SHARE, 10)


def drawn(names: Iterable[One], dice: random.Random) -> list[One]:
    """Which of these to try: a tenth, or all of them."""
    found = sorted(names)
    return found if is_whole() else dice.sample(found, -(-len(found) // SHARE))
