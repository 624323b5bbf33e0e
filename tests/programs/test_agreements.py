"""What a community agreed on: written, agreed to version by version, asked for before the start, shown on home."""

from datetime import timedelta

import pytest

from belonging.tenancy.models import AuditEntry
from programs.enums import CHARTER, AgreementKind, ProgramState
from programs.models import Agreement, Consent, Program
from programs.selectors.agreements import agreement_page, missing_kinds
from programs.selectors.setups import setup_of
from programs.services.agreements import AgreementRefused, agree, check_ready, write_agreement
from programs.services.plans import create_program_from_template, start_with_paths
from programs.services.seed import keep_seed_template
from tests.cast import NOON, TODAY, House
from tests.conftest import SignIn
from tests.programs.arriving import write

SPONSOR = {"title": "My word", "text": "I come along.", "signed_by": "Ines Roth, director", "signed_on": "2026-07-01"}


@pytest.fixture
def draft(northlight: House) -> Program:
    """A draft from the built-in plan: its texts are the starting texts."""
    with northlight.open():
        una = northlight.una.membership
        template = keep_seed_template(actor=una, now=NOON)
        return create_program_from_template(actor=una, template=template, name="Draft", starts_on=TODAY, now=NOON)


# peers C8, D51
def test_program_from_the_built_in_plan_has_every_text_and_starts(northlight: House, draft: Program) -> None:
    with northlight.open():
        assert missing_kinds(draft) == []

        start_with_paths(actor=northlight.una.membership, program=draft, now=NOON)

        assert (draft.state, draft.started_without) == (ProgramState.RUNNING, "")


# peers C8
def test_program_with_a_gap_starts_only_when_an_admin_says_why(northlight: House, draft: Program) -> None:
    with northlight.open():
        Agreement.objects.filter(program=draft, kind__in=["sponsor", "norms"]).delete()
        for actor, because in ((northlight.una, " "), (northlight.ada, "No time.")):
            with pytest.raises(AgreementRefused, match="How we treat each other, The sponsor’s commitment"):
                check_ready(actor=actor.membership, program=draft, because=because, now=NOON)
        assert Program.objects.get(pk=draft.pk).state == ProgramState.DRAFT

        start_with_paths(actor=northlight.una.membership, program=draft, because="The sponsor signs in May.", now=NOON)

        entry = AuditEntry.objects.get(verb="program.started_without_texts")
        assert (entry.actor, entry.detail) == (northlight.una.membership, {"missing": ["norms", "sponsor"]})
        assert Program.objects.get(pk=draft.pk).started_without == "The sponsor signs in May."


# peers C8
def test_start_page_names_what_is_missing_and_takes_the_reason(
    northlight: House, draft: Program, sign_in: SignIn
) -> None:
    with northlight.open():
        Agreement.objects.filter(program=draft, kind="roles").delete()
    una, at = sign_in(northlight.una), northlight.address("plan/", draft)
    assert "Roles" in una.get(at).content.decode()

    assert "Not written yet: Roles." in una.post(f"{at}start/", follow=True).content.decode()
    assert "Started." in una.post(f"{at}start/", {"because": "They come in May."}, follow=True).content.decode()


# peers C8, D38
def test_person_agrees_and_is_asked_again_when_a_text_changes(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        texts = [write(northlight.program, kind, f"Text on {kind}.") for kind in AgreementKind]
    ben, at = sign_in(northlight.ben), northlight.address("agreements/")
    assert "11 texts wait for your yes." in ben.get(at).content.decode()
    assert "11 texts" in ben.get(northlight.address()).content.decode()

    ben.post(f"{at}agree/", {"texts": [one.public_id for one in texts]})

    assert ben.get(at).content.decode().count("You agreed") == 12  # once in the message
    assert "wait for your yes" not in ben.get(northlight.address()).content.decode()
    sign_in(northlight.ada).post(f"{at}norms/edit/", {"title": "Norms", "text": "Kinder."})
    page = ben.get(at).content.decode()
    assert ("One text waits for your yes." in page, "Changed since you agreed" in page) == (True, True)


# peers D39
def test_charter_is_shown_on_home(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        for kind in CHARTER:
            agree(
                participant=northlight.ben.place, agreements=[write(northlight.program, kind, f"On {kind}.")], now=NOON
            )

    page = sign_in(northlight.ben).get(northlight.address()).content.decode()

    assert [f"On {kind}." in page for kind in CHARTER] == [True, True, True]


# peers D8
def test_sponsor_signs_with_a_day(northlight: House, sign_in: SignIn) -> None:
    ada, at = sign_in(northlight.ada), northlight.address("agreements/sponsor/")
    assert ada.post(f"{at}edit/", SPONSOR | {"signed_on": ""}).status_code == 422

    ada.post(f"{at}edit/", SPONSOR)

    page = sign_in(northlight.ben).get(at).content.decode()
    assert "Signed by Ines Roth, director, Wednesday 1 July." in page


def test_versions_stay_readable_and_people_are_counted(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        old = write(northlight.program, AgreementKind.NORMS, "First words.")
        agree(participant=northlight.ben.place, agreements=[old], now=NOON)
        before = agreement_page(northlight.program, northlight.ben.place, NOON)
        words = {"actor": northlight.ada.membership, "program": northlight.program, "kind": AgreementKind.NORMS}
        write_agreement(title="Norms", text="Second words.", now=NOON, **words)
        after = agreement_page(northlight.program, northlight.ben.place, NOON)

    assert [one.yes_count for page in (before, after) for one in page.others] == [1, 0]
    page = sign_in(northlight.mira).get(northlight.address("agreements/norms/")).content.decode()
    assert page.index("Second words.") < page.index("First words.")
    with northlight.open():
        assert Consent.objects.get().agreement == old


# peers C8
def test_texts_are_looked_at_again_every_quarter(northlight: House, sign_in: SignIn) -> None:
    with northlight.open():
        write(northlight.program, AgreementKind.NORMS)
        later = NOON + timedelta(days=92)
        assert agreement_page(northlight.program, None, NOON).is_due is False
        assert agreement_page(northlight.program, None, later).is_due is True

    sign_in(northlight.ada).post(northlight.address("agreements/review/"))

    with northlight.open():
        assert Agreement.objects.get().reviewed_at == NOON


@pytest.mark.parametrize("rest", ["nothing/", "norms/", "norms/edit/extra/"])
def test_text_that_is_not_there_is_not_found(northlight: House, sign_in: SignIn, rest: str) -> None:
    assert sign_in(northlight.ben).get(northlight.address(f"agreements/{rest}")).status_code == 404


# peers D9
def test_setup_list_sees_by_itself_and_is_ticked_by_hand(
    northlight: House, draft: Program, sign_in: SignIn, mailoutbox: list[object]
) -> None:
    with northlight.open():
        done = {line.key: line.is_done for line in setup_of(draft)}
    assert done == {
        "texts": True, "plan": True, "page": False, "people": False, "roles": True, "events": True, "name": False,
        "sign_in": False, "groups": False, "surveys": False, "mail": False,
    }  # fmt: skip
    ada, at = sign_in(northlight.ada), northlight.address("setup/", draft)

    ada.post(f"{at}mail/")
    ada.post(f"{at}tick/", {"key": "mail", "done": "1"})

    assert [message.to for message in mailoutbox] == [[northlight.ada.user.email]]  # type: ignore[attr-defined]
    with northlight.open():
        assert {line.key for line in setup_of(draft) if line.is_done} == {"texts", "plan", "roles", "events", "mail"}
    ada.post(f"{at}tick/", {"key": "mail", "done": "0"})
    assert ada.post(f"{at}tick/", {"key": "nothing"}).status_code == 404
    assert "A test mail has reached you" in ada.get(at).content.decode()
