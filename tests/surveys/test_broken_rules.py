"""A rule of suppression that breaks while a wave closes: nothing is opened, nothing is published, nothing is lost."""

import pytest

from surveys.models import Result
from surveys.models.ballots import Remark, Response, SealedBallot
from surveys.services.closing import close_wave
from tests.guards.test_unsure import instead, refuse
from tests.surveys.community import Community, after, mixed, send

pytestmark = pytest.mark.django_db

# What a wave's figures go through before anybody sees one.
ASKED_BY_THE_CLOSE = (
    "surveys.disclosure.least_for", "surveys.disclosure.shown_cells", "surveys.disclosure.shown_mean",
    "surveys.disclosure.shown_share", "surveys.disclosure.shown_spread", "surveys.disclosure.may_show_words",
)  # fmt: skip


# security O5
def test_broken_suppression_publishes_nothing(community: Community) -> None:
    wave, published = community.opened(), []
    for number, member in enumerate(community.members[:12]):
        send(wave, member, mixed(number), words="The kitchen is where people meet.")
    before = counts()
    for name in ASKED_BY_THE_CLOSE:
        with pytest.MonkeyPatch.context() as patch:
            instead(patch, name, refuse)
            with pytest.raises(Exception, match="this check is broken"):
                close_wave(wave=wave, now=after(wave))
        published += [name] * (counts() != before)

    print(f"O5: {len(ASKED_BY_THE_CLOSE)} rules of suppression broken one by one, {len(published)} figures published")
    assert published == []
    assert community.closed(wave).answered_count == before[-1] == 12


def counts() -> tuple[int, ...]:
    """How much has been opened, and how much is still sealed."""
    return tuple(model.objects.count() for model in (Result, Response, Remark, SealedBallot))
