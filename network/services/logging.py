"""Logging as a form or the API asks for it: people by public id, and once per key."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from belonging.tenancy.idempotency import once
from network.enums import Channel
from network.services.interactions import InteractionRefused, Logged, log_interaction
from programs.enums import LearningKind
from programs.selectors.programs import people_by_public_id

if TYPE_CHECKING:
    from programs.models import Participant, Program


@dataclass(frozen=True)
class Saved:
    """What the person reads, and the interaction that Undo takes back."""

    interaction_id: str
    text: str
    is_repeat: bool


def log_once(
    *,
    program: Program,
    author: Participant,
    who: Collection[str],
    happened_on: date,
    kind: LearningKind,
    channel: Channel,
    note: str,
    key: str,
    today: date,
    now: datetime,
) -> Saved:
    """
    This will log time together with the people of these public ids, once per key.

    Raises InteractionRefused for people who are not in the program, and whatever log_interaction and once raise.
    """

    def act() -> dict[str, str]:
        partners = _named(program, author, who)
        logged = log_interaction(
            program=program,
            author=author,
            partners=partners,
            happened_on=happened_on,
            today=today,
            now=now,
            kind=kind,
            channel=channel,
            note=note,
        )
        target = logged.interaction or logged.confirmed[0].interaction
        return {"interaction_id": str(target.public_id), "text": _told(logged)}

    contents = [sorted(set(who)), happened_on, kind, channel, note]
    body, is_repeat = once(membership=author.membership, key=key, contents=contents, act=act)
    return Saved(body["interaction_id"], body["text"], is_repeat)


def _named(program: Program, author: Participant, who: Collection[str]) -> list[Participant]:
    try:
        ids = {UUID(one) for one in who}
    except ValueError:
        ids = set()
    found = people_by_public_id(program, ids)
    if len(found) != len(set(who)):
        raise InteractionRefused(_("Somebody you chose is not in this program now. Choose again."), field="who")
    return list(found.values())


def _told(logged: Logged) -> str:
    if not logged.waiting:
        return _("Saved. You had both logged this, so it counts now.")
    if len(logged.waiting) == 1:
        return _("Saved. We’ll ask %(name)s to confirm.") % {"name": logged.waiting[0].first_name}
    count = len(logged.waiting)
    text = ngettext(
        "Saved. We’ll ask %(count)s person to confirm.", "Saved. We’ll ask %(count)s people to confirm.", count
    )
    return text % {"count": count}
