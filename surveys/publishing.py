"""
A wave's figures, as they are published once: scores from scoring.py, each let through by disclosure.py.

Rows in, plain values out: what comes out is already rounded and capped and holds nothing that may not be seen, so it
can be stored, shown, exported and mailed as it is.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from surveys.disclosure import (
    LEAST_FINE,
    LEAST_SPREAD,
    MOST_SLICES,
    Shown,
    least_for,
    may_show_change,
    shown_cells,
    shown_mean,
    shown_share,
    shown_spread,
)
from surveys.scoring import (
    Numbers,
    cronbach_alpha,
    intraclass_correlation,
    mcdonald_omega,
    minimum_detectable_change,
    paired_change,
    person_means,
    score,
    t_interval,
    turn_reverse,
)

LOW, HIGH = 1, 5
FEW = 3  # best and focus items
BAND = "band"  # the key of the question about one's place in the network

Figures = dict[str, Any]


@dataclass(frozen=True)
class Question:
    """What is known of an item."""

    key: str
    kind: str  # scale, choice or words
    dimension: str = ""
    is_reverse: bool = False
    is_core: bool = False
    highest: int = HIGH


@dataclass(frozen=True)
class Slice:
    """A way to group people: its name and each person's group, blank for none."""

    name: str
    values: Sequence[str]


@dataclass(frozen=True)
class Earlier:
    """An earlier wave that is still linked: each person's core score by pseudonym, and what the change is called."""

    name: str  # previous or start
    scores: Mapping[bytes, float]


@dataclass(frozen=True)
class Opened:
    """All ballots of a wave, opened, in no order that means anything; each list has one entry for each person."""

    answers: Sequence[Mapping[str, int]]
    slices: Sequence[Slice] = ()
    pseudonyms: Sequence[bytes] = ()
    earlier: Sequence[Earlier] = field(default_factory=tuple)


@dataclass(frozen=True)
class Limits:
    """What was promised, and who looks on."""

    least: int
    staff_answered: bool


def wave_figures(questions: Sequence[Question], opened: Opened, limits: Limits) -> Figures:
    """Everything that is published of a wave."""
    scales = [question for question in questions if question.kind == "scale"]
    answers = answer_table(scales, opened.answers)
    core_places = [place for place, question in enumerate(scales) if question.is_core] or list(range(len(scales)))
    core = answers[:, core_places]
    least = least_for(limits.least, viewer_answered=limits.staff_answered)
    counts = (~np.isnan(core)).sum(axis=0)
    fewest = int(counts.min(initial=len(core))) if core_places else 0
    figures: Figures = {
        "headline": _headline(core, least),
        # Everybody who answered looks at the results too, and can take their own answers away.
        "is_for_everybody": fewest >= least_for(limits.least, viewer_answered=True),
        "scales": _scales(scales, answers, least),
        "items": _items(scales, answers, least),
        "choices": _choices(questions, opened.answers, least),
        "slices": [],
        "changes": [],
    }
    figures |= _best_and_focus(scales, answers, figures["items"])
    if figures["headline"] is not None:
        slices = [*opened.slices[:MOST_SLICES], *_band(questions, opened.answers)]
        codes = [np.unique(np.array(one.values, dtype=object).astype(str), return_inverse=True) for one in slices]
        shown = _shown_groups(slices, codes, core, least)
        figures["slices"] = [
            _slice(one, *code, cells, core) for one, code, cells in zip(slices, codes, shown, strict=True)
        ]
        figures["between_groups"] = _between(codes, shown, core)
        figures["changes"] = _changes(opened, core, _cell_rows(codes, shown, len(core)), least)
    return figures


def answer_table(scales: Sequence[Question], answers: Sequence[Mapping[str, int]]) -> Numbers:
    """People by items, reverse items turned round, skipped ones NaN."""
    rows = [[float(one.get(question.key, math.nan)) for question in scales] for one in answers]
    table = np.array(rows, dtype=np.float64).reshape(len(rows), len(scales))
    return turn_reverse(table, [question.is_reverse for question in scales], LOW, HIGH)


def core_scores(questions: Sequence[Question], answers: Sequence[Mapping[str, int]]) -> Numbers:
    """Each person's mean over the core items they answered."""
    scales = [question for question in questions if question.kind == "scale"]
    core = [question for question in scales if question.is_core] or scales
    return person_means(answer_table(core, answers))


def _written(shown: Shown) -> Figures:
    return {"value": shown.value, "bound": shown.bound}


def _mean(values: Numbers, least: int) -> Figures | None:
    """The mean of item means over some items, or nothing when one of them was answered by too few."""
    counts = (~np.isnan(values)).sum(axis=0)
    mean = score(values)
    if mean is None or int(counts.min(initial=len(values))) < least:
        return None
    return _written(shown_mean(mean, int(counts.min()), LOW, HIGH))


def _headline(core: Numbers, least: int) -> Figures | None:
    found = _mean(core, least) if core.shape[1] else None
    if found is None:
        return None
    complete = int((~np.isnan(core).any(axis=1)).sum())
    interval = t_interval(core) if found["bound"] == "" else None  # beside a capped mean it would undo the cap
    count = int((~np.isnan(core)).sum(axis=0).min())
    spread = person_means(core)
    deviation = float(np.nanstd(spread, ddof=1)) if count >= LEAST_SPREAD else math.nan
    detectable = minimum_detectable_change(deviation * math.sqrt(2), count) if count >= LEAST_SPREAD else None
    return found | {
        "low": shown_spread(max(LOW, interval.low), count) if interval else None,
        "high": shown_spread(min(HIGH, interval.high), count) if interval else None,
        "alpha": shown_spread(cronbach_alpha(core), complete, 2),
        "omega": shown_spread(mcdonald_omega(core), complete, 2),
        "detectable": shown_spread(detectable, count),
    }


def _scales(scales: Sequence[Question], answers: Numbers, least: int) -> list[Figures]:
    found = []
    for dimension in dict.fromkeys(question.dimension for question in scales if question.dimension):
        places = [place for place, question in enumerate(scales) if question.dimension == dimension]
        mean = _mean(answers[:, places], least)
        found.append({"key": dimension, "items": len(places)} | (mean or {"value": None, "bound": ""}))
    return found


def _items(scales: Sequence[Question], answers: Numbers, least: int) -> list[Figures]:
    return [
        {"key": question.key} | (_mean(answers[:, [place]], least) or {"value": None, "bound": ""})
        for place, question in enumerate(scales)
    ]


def _best_and_focus(scales: Sequence[Question], answers: Numbers, items: Sequence[Figures]) -> dict[str, list[str]]:
    """
    The three best items and the three to work on.

    Worth working on is what is both low and goes along with the rest: the room above it times its correlation with the
    mean of the other items. For fewer than ten answers, and for items that do not go along at all, the lowest.
    """
    shown = {str(one["key"]): float(one["value"]) for one in items if one["value"] is not None}
    best = sorted(shown, key=lambda key: (-shown[key], key))[:FEW]
    weight = {key: HIGH - value for key, value in shown.items()}
    if len(answers) >= LEAST_SPREAD:
        places = {question.key: place for place, question in enumerate(scales)}
        weight = {key: room * max(0.0, _goes_along(answers, places[key])) for key, room in weight.items()}
    focus = sorted((key for key in shown if key not in best), key=lambda key: (-weight[key], shown[key], key))
    return {"best": best, "focus": focus[:FEW]}


def _goes_along(answers: Numbers, place: int) -> float:
    """The correlation of one item with the mean of the others."""
    mine, rest = answers[:, place], person_means(np.delete(answers, place, axis=1))
    known = ~(np.isnan(mine) | np.isnan(rest))
    mine, rest = mine[known], rest[known]
    if len(mine) < 2 or mine.std() == 0 or rest.std() == 0:
        return 0.0
    return float(np.corrcoef(mine, rest)[0, 1])


def _choices(questions: Sequence[Question], answers: Sequence[Mapping[str, int]], least: int) -> list[Figures]:
    """How many chose what, in shares."""
    found = []
    for question in questions:
        if question.kind != "choice":
            continue
        given = [one[question.key] for one in answers if question.key in one]
        options = range(1, question.highest + 1)
        shares = [shown_share(given.count(option), len(given)) for option in options] if len(given) >= least else []
        found.append({"key": question.key, "shares": [_written(share) for share in shares if share is not None]})
    return found


def _band(questions: Sequence[Question], answers: Sequence[Mapping[str, int]]) -> list[Slice]:
    """The place people say they have, as one more way to group them: known from the answer, never from the map."""
    if not any(question.key == BAND and question.kind == "choice" for question in questions):
        return []
    return [Slice(BAND, [str(one.get(BAND, "")) for one in answers])]


Coded = tuple[NDArray[Any], NDArray[np.intp]]


def _shown_groups(slices: Sequence[Slice], codes: Sequence[Coded], core: Numbers, least: int) -> list[list[int]]:
    if not slices:
        return []
    table = np.column_stack([np.where(labels[place] == "", -1, place) for labels, place in codes]).astype(np.int64)
    return shown_cells(table, ~np.isnan(core), least)


def _slice(one: Slice, labels: NDArray[Any], place: NDArray[np.intp], cells: Sequence[int], core: Numbers) -> Figures:
    groups = []
    for code in cells:
        mine = core[place == code]
        mean = score(mine)
        if mean is not None:
            count = int((~np.isnan(mine)).sum(axis=0).min())
            groups.append(
                {"label": str(labels[code]), "count": len(mine)} | _written(shown_mean(mean, count, LOW, HIGH))
            )
    return {"name": one.name, "groups": groups, "has_hidden": len(cells) < len([x for x in labels if x != ""])}


def _between(codes: Sequence[Coded], shown: Sequence[Sequence[int]], core: Numbers) -> float | None:
    """How much of the differences between people lies between the shown groups of the first slice."""
    if not shown or len(shown[0]) < 2:
        return None
    place = codes[0][1]
    among = np.isin(place, list(shown[0]))
    if int(among.sum()) < LEAST_FINE:
        return None
    found = intraclass_correlation(person_means(core[among]), place[among].astype(np.int64))
    return shown_spread(found, int(among.sum()))


def _cell_rows(codes: Sequence[Coded], shown: Sequence[Sequence[int]], people: int) -> Numbers:
    cells = [(place == code).astype(float) for (_, place), found in zip(codes, shown, strict=True) for code in found]
    return np.array([np.ones(people), *cells])


def _changes(opened: Opened, core: Numbers, rows: Numbers, least: int) -> list[Figures]:
    """
    The change of those who answered both times, since each earlier wave that is still linked.

    All sums together are audited, over one column for each answer: a person in a wave.
    """
    if not opened.earlier:
        return []
    now = dict(zip(opened.pseudonyms, person_means(core).tolist(), strict=True))
    columns = [(0, name) for name in opened.pseudonyms]
    columns += [(number, name) for number, one in enumerate(opened.earlier, start=1) for name in one.scores]
    published = np.zeros((len(rows) + len(opened.earlier), len(columns)))
    published[: len(rows), : len(core)] = rows
    for number in range(1, len(opened.earlier) + 1):
        published[len(rows) + number - 1] = [float(wave == number) for wave, _ in columns]
    found = []
    for number, earlier in enumerate(opened.earlier, start=1):
        both = {name for name, mean in now.items() if not math.isnan(mean + earlier.scores.get(name, math.nan))}
        signs = {0: 1.0, number: -1.0}
        change = np.array([[signs.get(wave, 0.0) * (name in both) for wave, name in columns]])
        if may_show_change(published, change, len(both), least):
            published = np.vstack([published, change])
            pairs = [(earlier.scores[name], now[name]) for name in sorted(both)]
            found.append(_change(earlier.name, np.array(pairs)))
    return found


def _change(since: str, pairs: Numbers) -> Figures:
    result = paired_change(pairs[:, 0], pairs[:, 1])
    low, high = (result.interval.low, result.interval.high) if result.interval else (None, None)
    return {
        "since": since,
        "value": round(result.mean or 0.0, 1),
        "low": shown_spread(low, len(pairs)),
        "high": shown_spread(high, len(pairs)),
        "pairs": len(pairs),
    }
