"""Every tenant table: which there are, one row in each for a house, and what they hold as one word."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.apps import apps
from django.core.mail import EmailMessage
from django.db import connection, models, transaction
from django.db.backends.utils import CursorWrapper

from belonging.accounts.models import User
from belonging.core.outbox import closed
from belonging.rights.models import Erasure, PersonalCopy, RetentionRule
from belonging.tenancy.enums import JobKind, PostKind, Role
from belonging.tenancy.fields import OrgForeignKey
from belonging.tenancy.jobs import ask
from belonging.tenancy.models import IdempotencyKey, Invitation, Job, MailDay, Membership, OrgModel, WaitingMail
from belonging.tenancy.scope import MAINTENANCE_ROLE, ORGANIZATION_SETTING
from belonging.tenancy.services import end_membership, invite_member
from network.models import CommunityName, Interaction, Measure, Night, Snapshot
from network.selectors.interactions import waiting_for
from network.services.interactions import block_person, confirm_interaction, log_interaction
from programs.enums import EventForm, ImportKind, ReplyState
from programs.models import Event, EventSeries, ImportFile, Participant, Program, Reply, Template
from programs.services.feeds import make_feed
from programs.services.programs import enrol_participant
from tests.cast import NOON, STARTS_ON, TODAY, House, Person, make_house, make_person, make_user
from tests.guards.community_rows import CommunityRows, plant_community
from tests.guards.dashboard_rows import DashboardRows, plant_dashboard
from tests.guards.event_rows import EventRows, plant_wall
from tests.guards.introduction_rows import PlantedIntroductions, plant_introductions
from tests.guards.library_rows import PlantedLibrary, plant_library
from tests.guards.map_rows import PlantedMap, plant_map
from tests.guards.mentoring_rows import MentoringRows, plant_mentoring
from tests.guards.path_rows import PathRows, plant_path
from tests.guards.people_rows import PeopleRows, plant_people
from tests.guards.plan_rows import plant_plan, plant_template
from tests.guards.survey_rows import SurveyRows, plant_surveys
from tests.guards.tool_rows import ToolRows, plant_tools

APPS = ("belonging", "programs", "surveys", "network", "mentoring", "community", "dashboards")  # folders of the product
OURS = {"roof", "core", "accounts", "tenancy", "tools", "rights", *APPS[1:]}  # what Django calls its apps


def tenant_models() -> list[type[OrgModel]]:
    """Every model that belongs to an organization, by name of its table."""
    found = [model for model in apps.get_models(include_auto_created=True) if issubclass(model, OrgModel)]
    return sorted(found, key=lambda model: model._meta.db_table)


def tenant_parents(model: type[models.Model]) -> list[OrgForeignKey]:
    """The foreign keys of a tenant table to tenant tables."""
    return [
        field
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and issubclass(field.related_model, OrgModel)
    ]


@dataclass(frozen=True)
class Planted:
    """A house with rows in every tenant table, in its program and in the sibling program, and people at its edges."""

    house: House
    cleo: Person  # facilitates the sibling program and takes part in it
    eli: Person  # was a member once
    invitation: Invitation
    tools: ToolRows  # the admin's
    times: dict[int, Interaction]  # by program: Ben (in the sibling: Cleo) says he met Ada (Sam), who has not answered
    others: dict[int, Participant]  # by program: somebody to look at, log and keep out
    jobs: dict[int, Job]
    files: dict[int, ImportFile]
    libraries: dict[int, PlantedLibrary]  # by program: Ben (in the sibling: Cleo) has read and filled in
    events: dict[int, Event]  # of a series; one person comes
    template: Template
    surveys: dict[int, SurveyRows]  # by program: Ben (in the sibling: Cleo) has answered, Ada (Sam) has not
    introductions: dict[int, PlantedIntroductions]  # by program: Ben and Ada (Cleo and Sam) are asked, alone
    mentoring: dict[int, MentoringRows]  # by program: Ben and Ada (in the sibling: Cleo and Sam) are a pair
    dashboards: dict[int, DashboardRows]  # Ada (in the sibling: Sam) owns the move
    community: dict[int, CommunityRows]  # told by Ben (in the sibling: Cleo)
    paths: dict[int, PathRows]  # of Ben (in the sibling: Cleo); Ada (Sam) has the task
    people: dict[int, PeopleRows]  # who comes in
    walls: dict[int, EventRows]  # Ben (in the sibling: Cleo) comes, wrote a topic and took an office hour
    maps: dict[int, PlantedMap]  # of Ben (in the sibling: Cleo), with Ada (Sam) on it, who has not answered


def plant(slug: str) -> Planted:
    """Makes a house and fills every tenant table for it."""
    house = make_house(slug)
    with house.open():
        cleo = make_person("Cleo", slug, house.sibling, Role.FACILITATOR)
        eli = make_person("Eli", slug, house.program, Role.FACILITATOR)
        end_membership(actor=house.una.membership, member=eli.membership, now=NOON)
        pairs = {house.program: (house.ben.place, house.ada.place), house.sibling: (cleo.place, house.sam.place)}
        planted = Planted(
            house=house,
            cleo=cleo,
            eli=eli,
            invitation=_invited(house),
            tools=plant_tools(house),
            times={program.pk: _met(program, *pair) for program, pair in pairs.items()},
            others={program.pk: pair[1] for program, pair in pairs.items()},
            jobs={program.pk: _asked(program, house.una.membership) for program in pairs},
            files={program.pk: _kept(program, house.una.membership) for program in pairs},
            libraries={program.pk: plant_library(program, pair[0]) for program, pair in pairs.items()},
            events={program.pk: _invited_to_supper(program, *pair) for program, pair in pairs.items()},
            template=plant_template(slug),
            surveys={program.pk: plant_surveys(program, *pair) for program, pair in pairs.items()},
            mentoring={program.pk: plant_mentoring(program, *pair) for program, pair in pairs.items()},
            introductions={program.pk: plant_introductions(program, *pair) for program, pair in pairs.items()},
            dashboards={program.pk: plant_dashboard(program, pair[1]) for program, pair in pairs.items()},
            community={program.pk: plant_community(program, *pair) for program, pair in pairs.items()},
            paths={program.pk: plant_path(program, *pair) for program, pair in pairs.items()},
            people={program.pk: plant_people(program, *pair) for program, pair in pairs.items()},
            walls={program.pk: plant_wall(program, pair[0], house.una.membership) for program, pair in pairs.items()},
            maps={program.pk: plant_map(*pair) for program, pair in pairs.items()},
        )
        for program, (one, other) in pairs.items():
            _count(program, one, other)
            plant_plan(program, planted.template, one)
        _confirm_and_block(house)
        MailDay.objects.create(kind=PostKind.LETTER, on=TODAY, sent=1)
        WaitingMail.objects.create(
            kind=PostKind.LETTER, email=house.ben.membership.email, written_at=NOON, due_at=NOON + timedelta(days=1),
            sealed=closed(EmailMessage("Letter", "Words", None, [house.ben.membership.email])),
        )  # fmt: skip
        _took_along(house.ben.membership)
        IdempotencyKey.objects.create(membership=house.ben.membership, key="key", fingerprint="mark", body={})
    return planted


def _invited(house: House) -> Invitation:
    return invite_member(
        actor=house.una.membership, email="new@people.example", name="New", role=Role.PARTICIPANT, now=NOON
    )


def _met(program: Program, author: Participant, partner: Participant) -> Interaction:
    logged = log_interaction(
        program=program, author=author, partners=[partner], happened_on=TODAY, today=TODAY, now=NOON, note="a note"
    )
    assert logged.interaction is not None
    return logged.interaction


def _confirm_and_block(house: House) -> None:
    log_interaction(
        program=house.program, author=house.mira.place, partners=[house.ben.place], happened_on=TODAY, today=TODAY,
        now=NOON,
    )  # fmt: skip
    confirm_interaction(partner_row=waiting_for(house.ben.place)[0], now=NOON)
    block_person(blocker=house.mira.place, blocked=house.ada.place, now=NOON)


def _asked(program: Program, member: Membership) -> Job:
    arguments = {"program": str(program.public_id)}
    return ask(kind=JobKind.TAKE_SNAPSHOT, arguments=arguments, asked_by=member, now=NOON)


def _kept(program: Program, member: Membership) -> ImportFile:
    return ImportFile.objects.create(
        program=program, uploaded_by=member, kind=ImportKind.PEOPLE, file_name="people.csv", content=b"name\nNoor\n"
    )


def _invited_to_supper(program: Program, comes: Participant, thinks: Participant) -> Event:
    series = EventSeries.objects.create(program=program, rule={"repeats": "weekly"}, time_zone=program.time_zone)
    event = Event.objects.create(
        program=program, series=series, title="Supper", form=EventForm.ROUNDTABLE, check_in_code="TABLE7",
        starts_at=NOON + timedelta(days=7), ends_at=NOON + timedelta(days=7, hours=2),
    )  # fmt: skip
    for person, state in ((comes, ReplyState.GOING), (thinks, ReplyState.MAYBE)):
        Reply.objects.create(event=event, participant=person, state=state, asked_at=NOON)
    make_feed(participant=comes, now=NOON)
    return event


def _took_along(member: Membership) -> None:
    PersonalCopy.objects.create(membership=member, made_at=NOON, row_count=0, content=b"")
    Erasure.objects.create(person=uuid4(), erased_at=NOON)
    RetentionRule.objects.create(kind="acts", days=365)


def _count(program: Program, one: Participant, other: Participant) -> None:
    Night.objects.create(program=program, local_date=TODAY)
    snapshot = None
    for days in (1, 0):  # the second stands on the first
        snapshot = Snapshot.objects.create(
            program=program, local_date=TODAY - timedelta(days=days), taken_at=NOON, definition=program.definition,
            edges_digest="0", people=2, ties=0, carried_from=snapshot,
        )  # fmt: skip
    for person in (one, other):
        Measure.objects.create(
            snapshot=snapshot, participant=person, degree=0, clustering=0, core_number=0, betweenness=0, component=0,
            community=0,
        )  # fmt: skip
    assert snapshot is not None
    CommunityName.objects.create(
        program=program, snapshot=snapshot.carried_from, community=0, name="A circle", named_by=one.membership,
        named_at=NOON,
    )  # fmt: skip


def dual_member(wrong: House, right: House) -> User:
    """Somebody who takes part in one organization and is admin of another."""
    user = make_user("Dana", "both")
    with wrong.open():
        member = Membership.objects.create(user=user, name="Dana Tester", email=user.email)
        enrol_participant(actor=None, program=wrong.program, membership=member, on=STARTS_ON, now=NOON)
    with right.open():
        Membership.objects.create(user=user, name="Dana Tester", email=user.email, role=Role.ADMIN)
    return user


@contextmanager
def maintenance() -> Iterator[CursorWrapper]:
    """A cursor that sees every organization, whatever scope is open around it, and leaves no trace."""
    with transaction.atomic(), connection.cursor() as cursor:  # the role lasts as long as the transaction
        cursor.execute("SELECT set_config('role', %s, true)", [MAINTENANCE_ROLE])
        try:
            yield cursor
        finally:
            cursor.execute("SELECT set_config('role', 'none', true)")


def tables_holding(word: str) -> Iterator[str]:
    """The tenant tables with a row that holds a word: audit and jobs are among them."""
    with maintenance() as cursor:
        for table in (model._meta.db_table for model in tenant_models()):
            cursor.execute(f"SELECT count(*) FROM {table} AS row WHERE row::text LIKE %s", [f"%{word}%"])
            if cursor.fetchone()[0]:
                yield table


@contextmanager
def bare_scope(organization_id: object) -> Iterator[CursorWrapper]:
    """A cursor with the database's setting alone, as if Python had no fence at all. None sets nothing."""
    value = "" if organization_id is None else str(organization_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [ORGANIZATION_SETTING, value])
        try:
            yield cursor
        finally:
            if not connection.needs_rollback:
                cursor.execute("SELECT set_config(%s, '', true)", [ORGANIZATION_SETTING])


def rows_of(model: type[OrgModel], organization_id: object) -> list[dict[str, Any]]:
    """All rows of a table that belong to an organization, by column, by row number."""
    with maintenance() as cursor:
        cursor.execute(
            f"SELECT * FROM {model._meta.db_table} WHERE organization_id = %s ORDER BY id", [organization_id]
        )
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def digest() -> dict[str, str]:
    """What each tenant table holds, as one word a table."""
    tables = [model._meta.db_table for model in tenant_models()]
    parts = [
        f"SELECT '{name}', md5(string_agg(row::text, E'\\n' ORDER BY row.id)) FROM {name} AS row" for name in tables
    ]
    with maintenance() as cursor:
        cursor.execute(" UNION ALL ".join(parts))
        return dict(cursor.fetchall())
