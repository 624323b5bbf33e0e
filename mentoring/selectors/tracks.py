"""What a change of mentoring would do to the pairs that run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from mentoring.enums import Health, PairState
from mentoring.health import health
from mentoring.models import Pair
from mentoring.selectors.care import met_on

if TYPE_CHECKING:
    from programs.models import Program


@dataclass(frozen=True)
class Effect:
    """What pairs that run would notice."""

    pairs: int
    rhythm_changes: int
    agenda_changes: int
    before: dict[str, int]
    after: dict[str, int]

    @property
    def lines(self) -> list[tuple[str, int, int]]:
        """Each band with how many pairs are in it before and after."""
        return [(str(band.label), self.before[band], self.after[band]) for band in Health]


def effect_on_running(
    program: Program, *, cadence_days: int, minutes: int, agenda: Sequence[dict[str, Any]], today: date
) -> Effect:
    """How many running pairs would get another rhythm or agenda, and how their health would read then."""
    pairs = list(Pair.objects.filter(program=program, state=PairState.RUNNING).order_by("id"))
    met = met_on(pairs)
    before = Counter(health(one.started_on or today, met[one.pk], one.cadence_days, today) for one in pairs)
    after = Counter(health(one.started_on or today, met[one.pk], cadence_days, today) for one in pairs)
    return Effect(
        pairs=len(pairs),
        rhythm_changes=sum((one.cadence_days, one.minutes) != (cadence_days, minutes) for one in pairs),
        agenda_changes=sum(one.agenda != list(agenda) for one in pairs),
        before={band.value: before[band.value] for band in Health},
        after={band.value: after[band.value] for band in Health},
    )
