"""Published figures as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from belonging.core.cells import harmless

if TYPE_CHECKING:
    from surveys.selectors.results import Figure, WaveResult

BOUNDS = {"": "", "more": "or more", "less": "or less"}


def results_csv(result: WaveResult) -> str:
    """
    What a results page shows, a line for each figure. There is no file of single answers: nobody has one to give.

    Words that a spreadsheet would take for a formula get an apostrophe in front.
    """
    out = io.StringIO()
    write = csv.writer(out)
    write.writerow([_("part"), _("what"), _("value"), _("bound"), _("answers")])
    for row in _rows(result):
        write.writerow([harmless(cell) for cell in row])
    return out.getvalue()


def _rows(result: WaveResult) -> Iterator[list[object]]:
    yield [_("survey"), _("answers"), result.answered, "", ""]
    yield [_("survey"), _("asked"), result.asked, "", ""]
    if result.headline is not None:
        head = result.headline
        yield [_("score"), _("belonging"), head["value"], BOUNDS[head["bound"]], result.answered]
        for key in ("low", "high", "alpha", "omega", "detectable"):
            if head[key] is not None:
                yield [_("score"), key, head[key], "", ""]
    yield from _figures(_("dimension"), result.scales)
    yield from _figures(_("question"), result.items)
    for grouping in result.groupings:
        yield from _figures(grouping.name, grouping.groups)
    for choice in result.choices:
        yield from _figures(choice.question, choice.options)
    for change in result.changes:
        yield [_("change"), change["since"], change["value"], "", change["pairs"]]


def _figures(part: str, figures: Iterable[Figure]) -> Iterator[list[object]]:
    for one in figures:
        if one.value is not None:
            yield [part, one.label, one.value, BOUNDS[one.bound], "" if one.count is None else one.count]
