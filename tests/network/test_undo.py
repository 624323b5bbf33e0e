"""Taking back: a log, an answer, a mistaken "not me"."""

from datetime import timedelta

import pytest

from network.enums import PartnerState
from network.models import Interaction, InteractionPartner
from network.rules import UNDO_WITHIN
from network.selectors.interactions import waiting_for
from network.services.interactions import (
    AnswerRefused,
    block_person,
    confirm_interaction,
    decline_interaction,
    unblock_person,
    undo_interaction,
)
from tests.cast import NOON, TODAY, House
from tests.network.test_interactions import log, tie


def test_undo_takes_the_log_back(inside: House) -> None:
    logged = log(inside, inside.ben.place, inside.ada.place)

    undo_interaction(interaction=logged.interaction, participant=inside.ben.place, now=NOON)  # type: ignore[arg-type]

    assert not Interaction.objects.exists()
    assert tie(inside.ben.place, inside.ada.place).claimed_count == 0


def test_undo_of_a_merge_and_a_log_takes_both_back(inside: House) -> None:
    log(inside, inside.ada.place, inside.ben.place)
    logged = log(inside, inside.ben.place, inside.ada.place, inside.mira.place)

    undo_interaction(interaction=logged.interaction, participant=inside.ben.place, now=NOON)  # type: ignore[arg-type]

    assert tie(inside.ben.place, inside.ada.place).mutual_count == 0
    assert len(waiting_for(inside.ben.place)) == 1


def test_undo_of_an_answer_lets_it_wait_again(inside: House) -> None:
    log(inside, inside.ben.place, inside.ada.place)
    row = confirm_interaction(partner_row=waiting_for(inside.ada.place)[0], now=NOON)

    undo_interaction(interaction=row.interaction, participant=inside.ada.place, now=NOON + UNDO_WITHIN)

    assert InteractionPartner.objects.get().state == PartnerState.CLAIMED
    assert tie(inside.ben.place, inside.ada.place).mutual_count == 0


def test_undo_comes_too_late(inside: House) -> None:
    log(inside, inside.ben.place, inside.ada.place)
    row = confirm_interaction(partner_row=waiting_for(inside.ada.place)[0], now=NOON)

    for person in (inside.ben.place, inside.ada.place):
        with pytest.raises(AnswerRefused):
            undo_interaction(
                interaction=row.interaction, participant=person, now=NOON + UNDO_WITHIN + timedelta(seconds=1)
            )


def test_undo_of_not_me_brings_back_what_it_had_put_away(inside: House) -> None:
    ben, ada = inside.ben.place, inside.ada.place
    for days in range(3):
        log(inside, ben, ada, on=TODAY - timedelta(days=days))
    row = decline_interaction(partner_row=waiting_for(ada)[0], now=NOON)
    log(inside, ben, ada, on=TODAY - timedelta(days=9), now=NOON + timedelta(minutes=1))

    undo_interaction(interaction=row.interaction, participant=ada, now=NOON + timedelta(minutes=2))

    assert not InteractionPartner.objects.filter(is_hidden=True).exists()
    assert not InteractionPartner.objects.exclude(answered_at=None).exists()
    assert tie(ben, ada).claimed_count == 4


def test_undo_of_not_me_leaves_away_what_a_block_or_an_earlier_one_put_away(inside: House) -> None:
    ben, ada = inside.ben.place, inside.ada.place
    block_person(blocker=ada, blocked=ben, now=NOON)
    log(inside, ben, ada, on=TODAY - timedelta(days=5))
    unblock_person(blocker=ada, blocked=ben, now=NOON)
    log(inside, ben, ada)
    row = decline_interaction(partner_row=waiting_for(ada)[0], now=NOON)

    undo_interaction(interaction=row.interaction, participant=ada, now=NOON)
    assert [one.interaction_id for one in waiting_for(ada)] == [row.interaction_id]

    decline_interaction(partner_row=waiting_for(ada)[0], now=NOON)
    block_person(blocker=ada, blocked=ben, now=NOON)
    undo_interaction(interaction=row.interaction, participant=ada, now=NOON)
    assert waiting_for(ada) == []
    assert tie(ben, ada).claimed_count == 0


def test_undo_of_a_log_that_confirmed_several_takes_all_back(inside: House) -> None:
    ada, ben, mira = inside.ada.place, inside.ben.place, inside.mira.place
    log(inside, ada, ben)
    log(inside, mira, ben)
    saved = log(inside, ben, ada, mira, now=NOON + timedelta(minutes=1))
    assert saved.interaction is None

    undo_interaction(interaction=saved.confirmed[0].interaction, participant=ben, now=NOON + timedelta(minutes=2))

    assert (tie(ada, ben).mutual_count, tie(mira, ben).mutual_count) == (0, 0)
    assert len(waiting_for(ben)) == 2


def test_late_undo_of_a_log_leaves_what_it_had_confirmed(inside: House) -> None:
    log(inside, inside.ada.place, inside.ben.place)
    logged = log(inside, inside.ben.place, inside.ada.place, inside.mira.place)

    late = NOON + UNDO_WITHIN + timedelta(seconds=1)
    undo_interaction(interaction=logged.interaction, participant=inside.ben.place, now=late)  # type: ignore[arg-type]

    assert tie(inside.ben.place, inside.ada.place).mutual_count == 1
    assert waiting_for(inside.mira.place) == []
