"""Being followed by a code that only its holder knows."""

from collections.abc import Mapping
from datetime import timedelta

import pytest

from surveys.enums import WaveKind
from surveys.keys import load_key
from surveys.models import ProgramKey, Wave
from surveys.models.ballots import Response
from surveys.sealing import code_mark, new_code, pseudonym
from surveys.services.answering import BallotRefused, send_ballot
from surveys.services.closing import PAIRING
from tests.cast import NOON
from tests.surveys.community import Community, figures, same

pytestmark = pytest.mark.django_db
PEOPLE, BY_CODE, SHARING = 20, 11, 6


def asked(
    community: Community, kind: WaveKind, day: int, value: int, codes: Mapping[int, str]
) -> tuple[Wave, list[str]]:
    """A closed wave; the first few are followed by a code of their own."""
    at = NOON + timedelta(days=day)
    wave = community.opened(kind, key="belonging", at=at, slices=[])
    given = [
        send_ballot(
            wave=wave, membership=member, answers=same(value)(number), words={}, now=at,
            code=codes.get(number, ""), by_code=number < BY_CODE,
        )
        for number, member in enumerate(community.members[:PEOPLE])
    ]  # fmt: skip
    return community.closed(wave, at=at + timedelta(days=10)), given


# peers C4, 2.28; security S6, S18
def test_change_is_followed_by_codes_that_the_program_cannot_make(community: Community) -> None:
    _baseline, given = asked(community, WaveKind.BASELINE, 0, 2, {})
    kept = {number: given[number].lower() for number in range(BY_CODE - SHARING)}
    shared = dict.fromkeys(range(BY_CODE - SHARING, BY_CODE), given[BY_CODE - 1])  # some type the same one
    annual, again = asked(community, WaveKind.ANNUAL, 340, 4, kept | shared)

    secret = load_key(ProgramKey.objects.get().name)
    made = {pseudonym(secret, str(member.pk)) for member in community.members}
    linked = [bytes(one) for one in Response.objects.filter(wave=annual).values_list("pseudonym", flat=True)]
    found = figures(annual)
    [change] = found["changes"]  # type: ignore[misc]
    print(
        f"C4: {PEOPLE} answered, {change['pairs']} pairs, change {change['value']}; "
        f"{sum(one not in made for one in linked)} of {PEOPLE} codes that no key of the program makes"
    )
    assert again[: len(kept)] == given[: len(kept)]
    assert not any(given[BY_CODE:])
    assert (change["pairs"], change["value"]) == (PEOPLE - SHARING, 2.0)  # the shared code pairs nobody
    assert sum(one not in made for one in linked) == BY_CODE
    # In another program the same code looks otherwise: nobody finds who took part in both.
    assert {code_mark(one, PAIRING, str(community.program.public_id)) for one in again[: len(kept)]} <= set(linked)
    assert found["answered"] == PEOPLE
    assert len(set(linked)) == PEOPLE


def test_odd_codes_are_refused_and_other_surveys_take_none(community: Community) -> None:  # peers C4
    wave = community.opened()
    words = {"wave": wave, "membership": community.members[0], "words": {}, "now": NOON}
    with pytest.raises(BallotRefused, match="no code of a survey"):
        send_ballot(answers={"voice": 4}, code="7KQ2M", **words)  # type: ignore[arg-type]
    assert send_ballot(answers={"voice": 4}, code=f" {new_code().lower()} ", **words)  # type: ignore[arg-type]
    other = community.opened(WaveKind.COMMUNITY, key="community-of-practice", at=NOON + timedelta(days=8))
    words |= {"wave": other, "now": NOON + timedelta(days=8)}
    assert send_ballot(answers={"purpose": 4}, by_code=True, **words) == ""  # type: ignore[arg-type]
