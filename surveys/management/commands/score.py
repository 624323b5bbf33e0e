"""Scores the answers in a plain file, without a database."""

import json
import math
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from surveys.score_files import ScoreFileError, read_key, read_scales
from surveys.scoring import (
    Numbers,
    bootstrap_interval,
    complete_cases,
    cronbach_alpha,
    fill_with_median,
    mcdonald_omega,
    score,
    t_interval,
)

Figures = dict[str, float | int | None]
MEDIAN = "median"
COLUMNS = ("n", "items", "mean", "ci_low", "ci_high", "alpha", "omega")


class Command(BaseCommand):
    help = "Score the answers in a plain file: one person a line, one item a column, and a key of the items."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--responses", required=True, type=Path, metavar="FILE", help="answers, one person a line")
        parser.add_argument("--key", required=True, type=Path, metavar="FILE", help="columns item, scale, reverse")
        parser.add_argument("--range", default="1,5", metavar="LOW,HIGH", help="the ends of the scale (1,5)")
        parser.add_argument("--fill", choices=[MEDIAN], help="put the item's median where an answer is missing")
        parser.add_argument("--seed", type=int, default=1, help="of the bootstrap interval (1)")
        parser.add_argument("--json", action="store_true", dest="as_json", help="one JSON object")

    def handle(self, *_: Any, **options: Any) -> None:
        low, high = _ends(options["range"])
        try:
            scales = read_scales(options["responses"], read_key(options["key"]), low, high)
        except ScoreFileError as reason:
            raise CommandError(str(reason)) from None
        figures = {
            name: figures_of(fill_with_median(answers) if options["fill"] else answers, options["seed"])
            for name, (_items, answers) in scales.items()
        }
        self.stdout.write(json.dumps({"scales": figures}) if options["as_json"] else table_of(figures))


def figures_of(answers: Numbers, seed: int) -> Figures:
    """All figures of one scale, over the people who answered all of it."""
    answers = complete_cases(answers)
    interval, drawn = t_interval(answers), bootstrap_interval(answers, seed=seed)
    return {
        "n": len(answers),
        "items": answers.shape[1],
        "mean": score(answers),
        "ci_low": interval.low if interval else None,
        "ci_high": interval.high if interval else None,
        "bootstrap_low": drawn.low if drawn else None,
        "bootstrap_high": drawn.high if drawn else None,
        "alpha": cronbach_alpha(answers),
        "omega": mcdonald_omega(answers),
    }


def table_of(figures: dict[str, Figures]) -> str:
    """One scale a line."""
    width = max([len("scale"), *(len(name) for name in figures)])
    head = "scale".ljust(width) + "".join(name.rjust(9) for name in COLUMNS)
    return "\n".join([head, *(name.ljust(width) + _cells(one) for name, one in figures.items())])


def _cells(figures: Figures) -> str:
    return "".join(_shown(figures[name]).rjust(9) for name in COLUMNS)


def _shown(value: float | None) -> str:
    if value is None:
        return "none"
    return str(value) if isinstance(value, int) else f"{value:.4f}"


def _ends(text: str) -> tuple[float, float]:
    try:
        low, high = (float(word) for word in text.split(","))
    except ValueError:
        low = high = math.nan
    if not (math.isfinite(low) and math.isfinite(high) and low < high):
        raise CommandError(f"--range is {text!r}; write two numbers, the lower first: 1,5.")
    return low, high
