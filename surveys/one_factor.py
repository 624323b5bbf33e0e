"""One common factor of correlated items, by maximum likelihood (K. G. Joreskog, Psychometrika 32, 1967)."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
ROUNDS = 500
CLOSE = 1e-12
LEAST_OWN = 0.005  # an item's own share never falls below this (a Heywood case stops there)


def loadings_of_one_factor(correlations: Numbers) -> Numbers | None:
    """
    Each item's loading on the one factor, its sign such that they sum to more than nothing.

    Newton's method on the logarithms of the items' own shares, halving a step that makes things worse. Nothing when
    the correlations cannot be inverted.

    >>> same = np.full((3, 3), 0.25) + np.eye(3) * 0.75
    >>> loadings_of_one_factor(same).round(6).tolist()
    [0.5, 0.5, 0.5]
    """
    try:
        inverse = np.linalg.inv(correlations)
    except np.linalg.LinAlgError:
        return None
    if not np.isfinite(inverse).all() or np.linalg.eigvalsh(correlations)[0] <= 1e-10:
        return None
    items = len(correlations)
    logs = np.log(np.clip((1 - 0.5 / items) / np.diag(inverse), LEAST_OWN, 0.995))
    misfit, step = _misfit(correlations, logs)
    for _round in range(ROUNDS):
        length = 1.0
        while length > 1e-6:
            moved = np.maximum(logs - length * step, np.log(LEAST_OWN))
            found, following = _misfit(correlations, moved)
            if found <= misfit + CLOSE:
                break
            length /= 2
        if np.abs(moved - logs).max() < CLOSE:
            break
        logs, misfit, step = moved, found, following
    roots, vectors = np.linalg.eigh(_scaled(correlations, logs))
    loadings: Numbers = np.exp(logs / 2) * vectors[:, -1] * np.sqrt(max(roots[-1] - 1, 0.0))
    return -loadings if loadings.sum() < 0 else loadings


def _scaled(correlations: Numbers, logs: Numbers) -> Numbers:
    own = np.exp(-logs / 2)
    return own[:, None] * correlations * own[None, :]


def _misfit(correlations: Numbers, logs: Numbers) -> tuple[float, Numbers]:
    """What the factor leaves unexplained, and Newton's step towards less."""
    roots, vectors = np.linalg.eigh(_scaled(correlations, logs))
    roots, rest = np.maximum(roots, 1e-12), vectors[:, :-1]
    small = roots[:-1]
    misfit = float((small - np.log(small) - 1).sum())
    slope = ((1 - small) * rest**2).sum(axis=1)
    curve = (rest @ rest.T) ** 2 + np.eye(len(roots)) * 1e-9
    return misfit, np.linalg.solve(curve, slope)
