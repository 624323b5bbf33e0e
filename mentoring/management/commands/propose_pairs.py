"""Pairs the people of a plain file, without a database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from belonging.core import clock
from mentoring.matching.files import FileInvalid, read_fits, read_people, read_rules_file
from mentoring.matching.people import Known
from mentoring.matching.proposing import Proposal, propose, propose_by_fit
from mentoring.matching.rules import Contradiction, Rules, RulesInvalid
from mentoring.words import left_words, reason_words


class Command(BaseCommand):
    help = "Pair the people of a CSV file: everybody at once, the greatest total fit, nobody left without a reason."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--people", required=True, type=Path, metavar="FILE.csv",
            help="id, offers, wants, interests, team, timezone, hours; lists with ; between; other columns are facts",
        )  # fmt: skip
        parser.add_argument("--rules", type=Path, metavar="FILE.yaml", help="must, prefer, trios, seed")
        parser.add_argument("--fit", type=Path, metavar="FILE.csv", help="ready fits: a, b, fit; no other pair may be")
        parser.add_argument("--json", action="store_true", dest="as_json", help="one JSON object")

    def handle(self, *_: Any, people: Path, rules: Path | None, fit: Path | None, **options: Any) -> None:
        try:
            proposal = self._proposal(people, rules, fit)
        except (FileInvalid, RulesInvalid, Contradiction, OSError) as reason:
            raise CommandError(str(reason)) from None
        found = figures_of(proposal)
        self.stdout.write(json.dumps(found, ensure_ascii=False) if options["as_json"] else told(found))

    def _proposal(self, people: Path, rules: Path | None, fit: Path | None) -> Proposal:
        everybody = read_people(people)
        held = read_rules_file(rules) if rules else Rules()
        today = clock.now().date()
        if fit is None:
            return propose(everybody, held, Known(), today)
        return propose_by_fit(everybody, held, Known(), today, read_fits(fit, {one.id: one for one in everybody}))


def figures_of(proposal: Proposal) -> dict[str, Any]:
    """What `--json` prints."""
    return {
        "pairs": [
            {
                "members": list(group.members),
                "fit": group.fit,
                "reasons": [reason_words(reason.plain(), {}, "") for reason in group.reasons],
            }
            for group in proposal.groups
        ],
        "unmatched": [{"id": one.id, "reason": left_words(one.why, one.rules)} for one in proposal.unmatched],
        "total_fit": round(proposal.total_fit, 6),
        "rules": [{"rule": one.rule, "pairs": one.pairs, "people": list(one.people)} for one in proposal.shut],
        "nobody_by": list(proposal.nobody_by),
    }


def told(found: dict[str, Any]) -> str:
    """The same as lines to read."""
    lines = [f"{' & '.join(pair['members'])}  {pair['fit']:.3f}" for pair in found["pairs"]]
    for place, pair in reversed(list(enumerate(found["pairs"], 1))):
        lines[place:place] = [f"    {reason}" for reason in pair["reasons"]]
    lines += [f"{one['id']} is left: {one['reason']}" for one in found["unmatched"]]
    lines += [
        f"{one['rule']}: shuts out {one['pairs']} pairs"
        + (f", and alone leaves nobody for {', '.join(one['people'])}" if one["people"] else "")
        for one in found["rules"]
    ]
    if found["nobody_by"]:
        lines.append(f"No pair is left at all by: {' + '.join(found['nobody_by'])}")
    return "\n".join([*lines, f"total fit {found['total_fit']:.4f}"])
