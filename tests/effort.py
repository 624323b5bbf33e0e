"""
How much a run of tests tries.

Whoever searches a large space searches all of it on `--whole` (`make thorough`, `make isolation`) and a fifth of it
otherwise; most draw that fifth anew from the run's seed, so that a week of runs sees most of it.
"""

import os

VARIABLE = "BELONGING_TEST_WHOLE"  # in the environment, so that the workers of xdist know as well
SHARE = 5


def is_whole() -> bool:
    """Whether everything is to be tried."""
    return VARIABLE in os.environ


def effort(count: int) -> int:
    """How many examples to try where the whole is `count`."""
    return count if is_whole() else max(count // SHARE, 10)
