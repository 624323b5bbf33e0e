"""Where the belonging score stands on the page, wave by wave: the only chart whose axis does not begin at zero."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from belonging.core.charts import line, scale
from dashboards.kpis.drawing import BOTTOM, LEFT, RIGHT, TOP, MonthMark, Rung

LOWEST, HIGHEST, USUAL_LOW = 1.0, 5.0, 3.0


@dataclass(frozen=True)
class WavePoint:
    """One closed wave: its month, its score and the range around it, where there is one."""

    month: int
    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True)
class WaveSpot:
    """A wave's dot; `is_hope` for what a milestone still asks for."""

    month: int
    value: float
    x: float
    y: float
    text_y: float
    is_hope: bool


@dataclass(frozen=True)
class WaveChart:
    """Scores, their band, the way that is hoped for, and the target."""

    spots: tuple[WaveSpot, ...]
    path: str
    band: str
    hope: str
    target_path: str
    target_text_y: float
    rungs: tuple[Rung, ...]
    months: tuple[MonthMark, ...]
    lowest: float


def wave_chart(
    target: float, waves: Sequence[WavePoint], hopes: Iterable[tuple[int, float]], months: tuple[int, int]
) -> WaveChart:
    """
    Straight lines between the waves, the band around them, and dotted on to the milestones that are to come.

    The axis begins at 3, or at 1 when anything lies below. `months` are the month now and how many there are.
    """
    month_now, month_count = months
    coming = [(month, value) for month, value in hopes if not waves or month > waves[-1].month]
    values = [value for wave in waves for value in (wave.value, wave.low) if value is not None]
    lowest = USUAL_LOW if min([*values, *(value for _, value in coming)], default=USUAL_LOW) >= USUAL_LOW else LOWEST
    across, up = scale(0, max(2, month_count), LEFT + 8, RIGHT - 10), scale(lowest, HIGHEST, BOTTOM, TOP)
    dots = [(across(wave.month), up(wave.value)) for wave in waves]
    ahead = [(across(month), up(value)) for month, value in coming]
    bounded = [wave for wave in waves if wave.low is not None and wave.high is not None]
    edge = [(across(one.month), up(one.high or 0)) for one in bounded]
    edge += [(across(one.month), up(one.low or 0)) for one in reversed(bounded)]
    step = 1 if lowest == USUAL_LOW else 2
    return WaveChart(
        spots=tuple(
            WaveSpot(month, value, across(month), up(value), round(up(value) + (26 if is_hope else -13), 2), is_hope)
            for rows, is_hope in (([(wave.month, wave.value) for wave in waves], False), (coming, True))
            for month, value in rows
        ),
        path=line(dots) if len(dots) > 1 else "",
        band=line(edge) + "Z" if len(bounded) > 1 else "",
        hope=line([*dots[-1:], *ahead]) if dots and ahead else "",
        target_path=f"M{LEFT} {up(target)}H{RIGHT}",
        target_text_y=round(up(target) - 7, 2),
        rungs=tuple(
            Rung(float(value), up(value), round(up(value) + 4, 2))
            for value in range(int(lowest), int(HIGHEST) + 1, step)
        ),
        months=tuple(
            MonthMark(month, across(month), month == month_now, month % 3 == 0) for month in range(1, month_count + 1)
        ),
        lowest=lowest,
    )
