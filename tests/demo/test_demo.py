"""The demo in the product: believable, the same for the same seed, and made by nobody but the services."""

import re
from io import StringIO

import pytest
from django.core.mail import EmailMessage
from django.core.management import CommandError, call_command
from django.db import models
from django.test import Client

from belonging.accounts.models import User
from belonging.tenancy.models import AuditEntry, Membership, Organization
from belonging.tenancy.scope import open_scope
from dashboards.kpis.findings import FindingKind, findings
from dashboards.selectors.network import snapshot_facts
from network.enums import PartnerState
from network.models import Interaction, InteractionPartner, Snapshot, Tie
from network.selectors.interactions import waiting_for
from network.selectors.snapshots import highest_betweenness, latest_snapshot, monthly_counts
from programs.models import Participant, Program
from tests.demo.hub import assert_hub_is_full, said

pytestmark = pytest.mark.django_db
TODAY = "2026-07-20"


def demo(*arguments: str) -> str:
    """What the command says."""
    said = StringIO()
    call_command("demo", "--today", TODAY, *arguments, stdout=said)
    return said.getvalue()


def the_program() -> Program:
    """The demo's program, in its open scope."""
    return Program.objects.get(slug="common-ground")


def house(slug: str) -> Organization:
    """A demo's organization."""
    return Organization.objects.get(slug=slug)


def test_demo_of_seven_months_is_believable() -> None:
    demo("--month", "7", "--people", "80", "--seed", "1")

    with open_scope(house("northlight").id):
        program = the_program()
        last = latest_snapshot(program)
        assert last is not None
        assert 7 <= (last.degree_mean or 0) <= 10
        assert 0.35 <= (last.clustering_mean or 0) <= 0.55  # pairs of peers join people whose friends never met
        assert 2.2 <= (last.path_length_mean or 0) <= 2.8
        assert (str(last.local_date), last.people) == (TODAY, 78)
        assert [count.month for count in monthly_counts(program)] == [1, 2, 3, 4, 5, 6, 7]
        found = findings(snapshot_facts(last, highest_betweenness(last)))
        assert [(finding.kind, finding.groups) for finding in found] == [(FindingKind.APART, ("Digital",))]
        me = Participant.objects.get(membership__email="amara.okafor@northlight.example")
        assert len(waiting_for(me)) >= 2


def test_demo_tells_how_far_it_is_and_writes_to_nobody(mailoutbox: list[EmailMessage]) -> None:
    told = demo("--month", "3", "--people", "30")

    assert len(re.findall(r"^2026-\d\d-\d\d: \d+ people, \d+ ties$", told, re.MULTILINE)) >= 3
    assert mailoutbox == []
    assert_every_row_was_written_down()
    with open_scope(house("northlight").id):
        who = re.findall(r"(\S+@\S+)  password", told)
        assert_hub_is_full(the_program(), main=who[0], leader=who[1])
    assert_sign_ins_open_what_they_should(told)


def assert_every_row_was_written_down() -> None:
    """A demo of 30 people leaves no row that no service wrote down."""
    with open_scope(house("northlight").id):
        told = dict(AuditEntry.objects.values_list("verb").annotate(models.Count("id")).order_by("verb"))
        answers = InteractionPartner.objects.filter(state__in=[PartnerState.MUTUAL, PartnerState.DECLINED])
        merged = sum(AuditEntry.objects.filter(verb="interaction.logged").values_list("detail__merged", flat=True))
        assert told["member.added"] + told["organization.created"] == Membership.objects.count() == 31
        assert told["participant.enrolled"] == Participant.objects.count() == 30
        assert told["interaction.logged"] >= Interaction.objects.count() > 40
        assert told["interaction.mutual"] + told.get("interaction.declined", 0) + merged == answers.count()
        assert told["snapshot.taken"] == Snapshot.objects.count()
        assert Tie.objects.filter(mutual_count__gt=0).exists()


def test_demo_same_seed_gives_the_same_figures() -> None:
    shape = ("people", "ties", "degree_mean", "clustering_mean", "path_length_mean", "mixing", "degree_counts")
    figures, words = [], []
    for slug in ("one", "two"):
        demo("--month", "2", "--people", "24", "--organization", slug)
        with open_scope(house(slug).id):
            figures.append(list(Snapshot.objects.order_by("taken_at", "id").values_list("local_date", *shape)))
            words.append(said())

    assert figures[0] == figures[1]
    assert words[0] == words[1]
    assert all(words[0].values())


def test_demo_where_one_is_changes_nothing_or_takes_the_next_short_name() -> None:
    demo("--month", "1", "--people", "20")
    with open_scope(house("northlight").id):
        before = Interaction.objects.count()

    with pytest.raises(CommandError, match="northlight already"):
        demo("--month", "1", "--people", "20")

    assert Organization.objects.count() == 1
    told = demo("--month", "1", "--people", "20", "--again", "--consent", "named")
    assert sorted(Organization.objects.values_list("slug", flat=True)) == ["northlight", "northlight-2"]
    assert "/o/northlight-2/p/common-ground/" in told
    with open_scope(house("northlight").id):
        assert Interaction.objects.count() == before
    with open_scope(house("northlight-2").id):
        assert 0 < Participant.objects.filter(named_on=None).count() < 20
        assert Membership.objects.filter(user__isnull=False).count() == 3


def test_demo_with_an_address_in_use_leaves_it_alone() -> None:
    User.objects.create_user("una.whitlow@northlight.example", "a long walk by the water")

    with pytest.raises(CommandError, match=r"una\.whitlow@northlight\.example"):
        demo("--month", "1", "--people", "20")

    assert not Organization.objects.exists()
    assert User.objects.count() == 1


@pytest.mark.parametrize("arguments", [["--people", "5"], ["--organization", "North Light"]])
def test_demo_asked_for_nonsense_says_so(arguments: list[str]) -> None:
    with pytest.raises(CommandError):
        demo("--month", "1", *arguments)

    assert not Organization.objects.exists()


def assert_sign_ins_open_what_they_should(said: str) -> None:
    """Three people sign in with what the command printed."""
    sign_ins = re.findall(r"(\S+@\S+)  password: (\S+)", said)
    pages = {"": (200, 200, 302), "dashboard/": (403, 200, 200)}  # the admin takes no part and is led to the dashboard
    for page, statuses in pages.items():
        for (email, password), status in zip(sign_ins, statuses, strict=True):
            client = Client()
            answer = client.post("/accounts/login/", {"login": email, "password": password})
            assert (answer.status_code, answer["Location"]) == (302, "/o/")
            assert client.get(f"/o/northlight/p/common-ground/{page}").status_code == status, email
