"""Writes of time together: log, confirm, decline, take back, block."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from belonging.core.errors import BelongingError
from belonging.tenancy.audit import record
from network.enums import PARTNER_STEPS, Channel, EntryState, PartnerState, Source
from network.models import Block, Interaction, InteractionPartner, MapEntry
from network.rules import COOL_OFF, MOST_PARTNERS, NEW_PEOPLE_A_DAY, UNDO_WITHIN
from network.selectors.interactions import (
    Between,
    between,
    confirmed_at_once,
    has_said_no_since,
    keeps_out,
    known_participant_ids,
    put_away_with,
    same_day_claims,
)
from network.services.ties import Pair, count_held_ties, count_mapped_ties, lock_ties
from programs.enums import LearningKind, ParticipantState
from programs.rules import first_and_last_day, is_open_for_logging
from programs.selectors.programs import locked_participant

if TYPE_CHECKING:
    from programs.models import Participant, Program


class InteractionRefused(BelongingError):
    """Time together that cannot be logged like that."""

    code = "interaction_refused"


class AnswerRefused(BelongingError):
    """A claim that cannot be answered, or taken back, now."""

    code = "answer_refused"


@dataclass(frozen=True)
class Logged:
    """What logging came to: whom we will ask (with the rows they answer), and whose own log this confirmed."""

    interaction: Interaction | None
    waiting: list[Participant]
    claims: list[InteractionPartner]
    confirmed: list[InteractionPartner]


@transaction.atomic
def log_interaction(
    *,
    program: Program,
    author: Participant,
    partners: Collection[Participant],
    happened_on: date,
    today: date,
    now: datetime,
    kind: LearningKind = LearningKind.EXPERIENTIAL,
    channel: Channel = Channel.IN_PERSON,
    note: str = "",
) -> Logged:
    """
    This will store that the author met the partners, confirm what a partner had already logged of the same meeting, and
    bring the ties up to date.

    Raises InteractionRefused, naming the field, when somebody or the day does not fit.
    """
    _check_program(program, author)
    _check_day(program, happened_on, today)
    _check_people(program, author, partners)
    pairs = [_pair(author.pk, partner.pk) for partner in partners]
    # Two people may log the same meeting at the same moment: the pair's lock lets the second see the first.
    lock_ties(program_id=program.pk, pairs=pairs)
    locked_participant(author.pk)  # after the ties, as always: two logs of one author count to the same limit
    stand = _checked_between(program, author, partners, happened_on, kind, today, now)
    confirmed = _confirm_same_meeting(author, partners, happened_on, kind, note, now)
    done = {row.interaction.author_id for row in confirmed}
    waiting = [partner for partner in partners if partner.pk not in done]
    interaction: Interaction | None = None
    claims: list[InteractionPartner] = []
    if waiting:
        interaction, claims = _store(program, author, waiting, stand.unwelcoming, happened_on, now, kind, channel, note)
    count_held_ties(program_id=program.pk, pairs=pairs)
    record(
        actor=author.membership,
        verb="interaction.logged",
        target=interaction or confirmed[0].interaction,
        now=now,
        partners=len(partners),
        merged=len(confirmed),
    )
    return Logged(interaction, waiting, claims, confirmed)


def _pair(one: int, other: int) -> Pair:
    return (one, other) if one < other else (other, one)


def _check_program(program: Program, author: Participant) -> None:
    if not is_open_for_logging(program):
        raise InteractionRefused(_("This program is not running now, so nothing can be logged."))
    if not author.may_act:
        raise InteractionRefused(_why_not(author))


def _why_not(person: Participant) -> str:
    if person.state == ParticipantState.PAUSED:
        return _("Your place in this program is paused. Come back first.")
    if person.state == ParticipantState.COMPLETED:
        return _("You have completed this program. Your times together stay as they are.")
    return _("You have not joined this program yet.")


def _check_may_answer(program: Program, person: Participant) -> None:
    if not is_open_for_logging(program):
        raise AnswerRefused(_("This program is not running now, so what was logged stays as it is."))
    if not person.may_act:
        raise AnswerRefused(_why_not(person))


def _check_day(program: Program, happened_on: date, today: date) -> None:
    first, last = first_and_last_day(program, today)
    day = date_format(happened_on, "DATE_FORMAT")
    if happened_on < first:
        began = date_format(first, "DATE_FORMAT")
        text = _("%(day)s is before the program began, on %(began)s.")
        raise InteractionRefused(text % {"day": day, "began": began}, field="when")
    if happened_on > last:
        raise InteractionRefused(_("%(day)s has not come yet. Choose an earlier day.") % {"day": day}, field="when")


def _check_people(program: Program, author: Participant, partners: Collection[Participant]) -> None:
    if not partners:
        raise InteractionRefused(_("Choose at least one person."), field="who")
    if len(partners) > MOST_PARTNERS:
        text = _("That is more than %(most)s people. Log one table at a time.")
        raise InteractionRefused(text % {"most": MOST_PARTNERS}, field="who")
    if any(partner.pk == author.pk for partner in partners):
        raise InteractionRefused(_("You are always part of it. Choose the others."), field="who")
    if any(partner.program_id != program.pk or not partner.in_network for partner in partners):
        raise InteractionRefused(_("Somebody you chose is not in this program now. Choose again."), field="who")


def _checked_between(
    program: Program,
    author: Participant,
    partners: Collection[Participant],
    happened_on: date,
    kind: LearningKind,
    today: date,
    now: datetime,
) -> Between:
    midnight = datetime.combine(today, time.min, ZoneInfo(program.time_zone))
    stand = between(author, partners, on=happened_on, kind=kind, named_since=midnight, declined_since=now - COOL_OFF)
    for partner in partners:
        if partner.pk in stand.kept_out:
            text = _("You keep %(name)s out of your log. Open their page to change that.")
            raise InteractionRefused(text % {"name": partner.name}, field="who")
        if partner.pk in stand.same_day:
            text = _("You have already logged this with %(name)s for that day.")
            raise InteractionRefused(text % {"name": partner.first_name}, field="who")
    known = known_participant_ids(author)
    new = {partner.pk for partner in partners} | stand.named_lately
    if len(new - known) > NEW_PEOPLE_A_DAY:
        text = _("That would be more than %(most)s new people in one day. Log the rest tomorrow.")
        raise InteractionRefused(text % {"most": NEW_PEOPLE_A_DAY}, field="who")
    return stand


def _confirm_same_meeting(
    author: Participant,
    partners: Collection[Participant],
    happened_on: date,
    kind: LearningKind,
    note: str,
    now: datetime,
) -> list[InteractionPartner]:
    rows = same_day_claims(author, partners, happened_on, kind)
    for row in rows:
        row.state, row.answered_at, row.note = PartnerState.MUTUAL, now, note
        row.save(update_fields=["state", "answered_at", "note"])
    return rows


def _store(
    program: Program,
    author: Participant,
    partners: Iterable[Participant],
    unwelcoming: set[int],
    happened_on: date,
    now: datetime,
    kind: LearningKind,
    channel: Channel,
    note: str,
) -> tuple[Interaction, list[InteractionPartner]]:
    interaction = Interaction.objects.create(
        program=program,
        author=author,
        happened_on=happened_on,
        kind=kind,
        channel=channel,
        note=note,
        source=Source.LOGGED,
        logged_at=now,
    )
    # One statement; InteractionPartner has no save hooks beyond the organization check, which bulk_create repeats.
    claims = InteractionPartner.objects.bulk_create(
        InteractionPartner(
            interaction=interaction, program=program, participant=person, is_hidden=person.pk in unwelcoming
        )
        for person in partners
    )
    return interaction, claims


@transaction.atomic
def confirm_interaction(*, partner_row: InteractionPartner, now: datetime) -> InteractionPartner:
    """This will confirm a claim, which makes the tie count; raises AnswerRefused when it no longer waits."""
    return _answer(partner_row, PartnerState.MUTUAL, now)


@transaction.atomic
def decline_interaction(*, partner_row: InteractionPartner, now: datetime) -> InteractionPartner:
    """This will decline a claim; the other side sees no difference. Raises AnswerRefused when it no longer waits."""
    return _answer(partner_row, PartnerState.DECLINED, now)


def _answer(partner_row: InteractionPartner, state: PartnerState, now: datetime) -> InteractionPartner:
    _check_may_answer(partner_row.program, partner_row.participant)
    pair = _pair(partner_row.interaction.author_id, partner_row.participant_id)
    lock_ties(program_id=partner_row.program_id, pairs=[pair])  # ties first, always: nobody waits in a circle
    # The row is locked too: a double tap is answered by the state the first one left.
    row = (
        InteractionPartner.objects.select_for_update(of=("self",)).select_related("interaction").get(pk=partner_row.pk)
    )
    if row.state == state:
        return row
    if row.is_hidden or state not in PARTNER_STEPS[row.state]:
        raise AnswerRefused(gettext_lazy("This has been answered already."))
    row.state, row.answered_at = state, now
    row.save(update_fields=["state", "answered_at"])
    if state == PartnerState.DECLINED:
        _put_away_others(row, now)
    count_held_ties(program_id=row.program_id, pairs=[pair])
    actor = partner_row.participant.membership
    record(actor=actor, verb=f"interaction.{state.value}", target=row.interaction, now=now)
    return row


def _put_away_others(declined: InteractionPartner, now: datetime) -> None:
    # What else this author has claimed is not put before the person either. The moment marks it, for an Undo.
    others = InteractionPartner.objects.filter(participant=declined.participant_id, state=PartnerState.CLAIMED)
    others = others.filter(interaction__author=declined.interaction.author_id, is_hidden=False)
    others.update(is_hidden=True, answered_at=now)


@transaction.atomic
def undo_interaction(*, interaction: Interaction, participant: Participant, now: datetime) -> None:
    """
    This will take back what a person has just done with an interaction: the log itself, or their answer to it.

    Raises AnswerRefused once it is confirmed and older than a quarter of an hour, or was not theirs, or neither the
    program nor the person's place in it runs now.
    """
    _check_may_answer(interaction.program, participant)
    is_author = interaction.author_id == participant.pk
    rows = list(interaction.partners.order_by("pk"))
    mine = next((row for row in rows if row.participant_id == participant.pk), None)
    saved_at = interaction.logged_at if is_author else mine.answered_at if mine else None
    merged = list(confirmed_at_once(participant.pk, saved_at)) if saved_at else []
    # All pairs are known before the first is locked; locked in two steps, two people could wait for each other.
    pairs = [_pair(interaction.author_id, row.participant_id) for row in rows]
    pairs += [_pair(row.interaction.author_id, participant.pk) for row in merged]
    lock_ties(program_id=interaction.program_id, pairs=pairs)
    rows = list(interaction.partners.select_for_update().order_by("pk"))
    if is_author:
        _take_back_log(interaction, rows, merged, now)
    else:
        _take_back_answer(interaction, rows, participant, now)
    count_held_ties(program_id=interaction.program_id, pairs=pairs)
    record(actor=participant.membership, verb="interaction.taken_back", target=interaction, now=now)


def _take_back_log(
    interaction: Interaction, rows: list[InteractionPartner], merged: list[InteractionPartner], now: datetime
) -> None:
    is_fresh = now - interaction.logged_at <= UNDO_WITHIN
    if interaction.source != Source.LOGGED or (not is_fresh and any(row.state == PartnerState.MUTUAL for row in rows)):
        raise AnswerRefused(gettext_lazy("This is confirmed by both of you and stays."))
    if is_fresh:
        # What the same save had confirmed of other people's logs goes back to waiting; later it is confirmed and stays.
        _let_wait_again(merged, interaction.logged_at)
    declined = [row.pk for row in rows if row.state == PartnerState.DECLINED]
    if declined:
        # The refusal stays, or taking back and logging again would be a way round the cool-off.
        interaction.partners.exclude(pk__in=declined).delete()
        interaction.taken_back_at, interaction.note = now, ""
        interaction.save(update_fields=["taken_back_at", "note"])
    else:
        interaction.delete()


def _let_wait_again(rows: Iterable[InteractionPartner], answered_at: datetime) -> None:
    # Whoever was quicker and took one back already, or answered it anew, is left alone.
    same = InteractionPartner.objects.filter(pk__in=[row.pk for row in rows], answered_at=answered_at)
    same.filter(state=PartnerState.MUTUAL).update(state=PartnerState.CLAIMED, answered_at=None, note="")


def _take_back_answer(
    interaction: Interaction, rows: list[InteractionPartner], participant: Participant, now: datetime
) -> None:
    if interaction.source != Source.LOGGED:
        raise AnswerRefused(gettext_lazy("This comes from a file and stays."))
    mine = next((row for row in rows if row.participant_id == participant.pk and not row.is_hidden), None)
    if mine is None or mine.answered_at is None or now - mine.answered_at > UNDO_WITHIN:
        raise AnswerRefused(gettext_lazy("It is too late to take this back."))
    if mine.state == PartnerState.DECLINED:
        _take_back_not_me(mine, interaction.author_id, mine.answered_at, now)
    else:
        # One save may have confirmed what several people had logged; its one Undo takes back all of it.
        _let_wait_again(confirmed_at_once(participant.pk, mine.answered_at), mine.answered_at)


def _take_back_not_me(mine: InteractionPartner, author_id: int, said_at: datetime, now: datetime) -> None:
    is_kept_out = keeps_out(mine.participant_id, author_id)
    mine.state, mine.answered_at, mine.note, mine.is_hidden = PartnerState.CLAIMED, None, "", is_kept_out
    mine.save(update_fields=["state", "answered_at", "note", "is_hidden"])
    if is_kept_out or has_said_no_since(mine.participant_id, author_id, now - COOL_OFF):
        return
    others = InteractionPartner.objects.filter(pk__in=[row.pk for row in put_away_with(mine, said_at)])
    others.update(is_hidden=False, answered_at=None)


@transaction.atomic
def block_person(*, blocker: Participant, blocked: Participant, now: datetime) -> None:
    """This will keep a person's logs away from the blocker, silently; raises InteractionRefused for oneself."""
    if blocker.pk == blocked.pk:
        raise InteractionRefused(_("You cannot keep yourself out."))
    pairs = [_pair(blocker.pk, blocked.pk)]
    lock_ties(program_id=blocker.program_id, pairs=pairs)
    Block.objects.get_or_create(program=blocker.program, blocker=blocker, blocked=blocked)
    waiting = InteractionPartner.objects.filter(
        participant=blocker, interaction__author=blocked, state=PartnerState.CLAIMED
    )
    waiting.update(is_hidden=True, answered_at=None)  # without the mark that the Undo of a "not me" looks for
    named = MapEntry.objects.filter(person=blocker, map__participant=blocked, state=EntryState.CLAIMED)
    named.update(is_hidden=True)
    count_held_ties(program_id=blocker.program_id, pairs=pairs)
    count_mapped_ties(program_id=blocker.program_id, pairs=pairs)
    record(actor=blocker.membership, verb="person.kept_out", now=now)


@transaction.atomic
def unblock_person(*, blocker: Participant, blocked: Participant, now: datetime) -> None:
    """This will let a person's logs reach the blocker again; what came meanwhile stays unseen."""
    Block.objects.filter(blocker=blocker, blocked=blocked).delete()
    record(actor=blocker.membership, verb="person.let_in", now=now)
