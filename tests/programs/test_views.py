"""The page of an organization's programs."""

from programs.services.programs import enrol_participant
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn


def test_participant_goes_straight_to_their_only_program(northlight: House, sign_in: SignIn) -> None:
    assert sign_in(northlight.ben).get("/o/northlight/").headers["Location"] == northlight.address()
    assert sign_in(northlight.sam).get("/o/northlight/").headers["Location"] == northlight.address(
        program=northlight.sibling
    )


def test_participant_of_two_chooses(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        enrol_participant(
            actor=None, program=northlight.sibling, membership=northlight.ben.membership, on=TODAY, now=NOON
        )

    page = sign_in(northlight.ben).get("/o/northlight/").content.decode()

    assert "Common Ground" in page
    assert "Second Table" in page


def test_facilitators_choose_among_all(northlight: House, sign_in: SignIn) -> None:
    for person in (northlight.ada, northlight.una):
        page = sign_in(person).get("/o/northlight/").content.decode()
        assert "Second Table" in page


def test_zoe_finds_nothing(northlight: House, southgate: House, sign_in: SignIn) -> None:
    for person in (southgate.una, southgate.ada, southgate.ben):
        assert sign_in(person).get("/o/northlight/").status_code == 404
