"""What everybody's company is worth when all are to be paired at once: prices found by an auction.

Two people who fit well and whom everybody else wants as well are dear; a pair is worth looking at when it fits nearly
as well as the prices of the two say. And no way of pairing all of them fits better than the prices add up to.
"""

import numpy as np

from belonging.core.compiling import Real, Whole, kernel

STEPS = 100_000  # a bid is raised by this share of the span of fits at least
FASTER = 5  # each auction bids so many times finer than the one before


@kernel("void(int64[::1], int64[::1], float64[::1], float64, float64, float64[::1])")
def hold_auctions(starts: Whole, others: Whole, fit: Real, alone: float, least: float, price: Real) -> None:
    """Everybody bids for one other person until each has somebody, or themselves at `alone`. Changes `price`."""
    size = len(starts) - 1
    owner, queue = np.empty(size, np.int64), np.empty(size, np.int64)
    step = max(least, (fit.max() - fit.min()) / 4)
    while True:
        owner[:] = -1
        queue[:] = np.arange(size)
        head, waiting = 0, size
        while waiting > 0:
            one = queue[head]
            head = head + 1 if head + 1 < size else 0
            waiting -= 1
            best, most, second = one, alone - price[one], -np.inf
            for e in range(starts[one], starts[one + 1]):
                value = fit[e] - price[others[e]]
                if value > most:
                    best, most, second = others[e], value, most
                elif value > second:
                    second = value
            price[best] += step if second == -np.inf else most - second + step
            if owner[best] >= 0:
                tail = head + waiting
                queue[tail if tail < size else tail - size] = owner[best]
                waiting += 1
            owner[best] = one
        if step <= least:
            return
        step = max(least, step / FASTER)


def prices(people: int, left: Whole, right: Whole, fit: Real) -> Real:
    """A price for each person: no pair fits better than its two prices together, and their sum is as small as can be.

    So nearly: the sum is within a hundred-thousandth of the span of fits for each person. People without a pair cost
    less than nothing.

    Parameters
    ----------
    people : how many there are; a person is a place from 0
    left, right, fit : pairs and how well they fit

    Notes
    -----
    The dual of the fractional matching, which in a general graph may put people in odd circles by halves: the sum of
    prices is a bound that no matching of everybody exceeds, but one that it may not reach. D. Bertsekas, The auction
    algorithm (1988), with each pair up for sale both ways, and the mean of what somebody gains and costs.

    Examples
    --------
    >>> prices(4, np.array([0, 0, 2]), np.array([1, 2, 3]), np.array([9.0, 5.0, 1.0])).sum().round(3)
    np.float64(10.0)
    """
    if not len(fit):
        return np.zeros(people)
    ends = np.concatenate((left, right))
    order = np.argsort(ends, kind="stable")
    starts = np.concatenate(([0], np.cumsum(np.bincount(ends, minlength=people))))
    others, fits = np.concatenate((right, left))[order], np.concatenate((fit, fit))[order]
    span = float(np.ptp(fit)) or 1.0
    alone = float(fit.min()) - 2 * span  # nobody is alone who need not be
    price = np.zeros(people)
    hold_auctions(starts, others, fits, alone, span / STEPS, price)
    gain = alone - price
    some = np.flatnonzero(np.diff(starts))
    gain[some] = np.maximum(gain[some], np.maximum.reduceat(fits - price[others], starts[some]))
    found: Real = (gain + price) / 2
    return found
