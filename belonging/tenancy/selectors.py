"""Reads of organizations, members and the audit trail."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, F, Max, Min, OuterRef, Q, QuerySet, Sum, Window
from django.db.models.functions import RowNumber
from django.utils import translation
from django.utils.translation import gettext

from belonging.accounts.models import User
from belonging.accounts.selectors import second_steps_of
from belonging.core.prepared import Prepared, Slot
from belonging.core.wording.forms import MANY, ONE, TWO, made
from belonging.core.wording.speech import Wording, forms_of
from belonging.core.wording.terms import TERMS, Term
from belonging.tenancy.enums import Duty, JobKind, JobState, MembershipState, OwnWord, PostKind, Role
from belonging.tenancy.models import AuditEntry, Invitation, Job, MailDay, Membership, Organization, WaitingMail
from belonging.tenancy.scope import PreparedHere
from belonging.tenancy.wording import said_as

MOST_ATTEMPTS = 5  # of a job
MOST_OFFERED = 20  # jobs of one organization in the queue: whoever comes behind waits for so many of it, not for all
MAIL_DAYS = 90  # that are looked back on
PLAIN = {f"{{{key}}}" for key in (ONE, MANY, TWO)}
HOLE = re.compile(r"%\(\w+\)s")


@dataclass(frozen=True)
class MailLine:
    """What became of the mails of one kind."""

    label: str
    sent: int
    failed: int
    held: int  # not sent, because mails to the address come back
    last_on: date


@dataclass(frozen=True)
class WordLine:
    """What one thing is called in one language: by the product, and here."""

    word: OwnWord
    language: str
    language_name: str
    product: str
    own: str  # blank: as the product does


_BY_SLUG = Prepared(lambda: Organization.objects.filter(slug=Slot("slug")))
_ACTIVE = PreparedHere(
    lambda: Membership.objects.filter(user_id=Slot("user"), state=MembershipState.ACTIVE).order_by("id")
)


def organization_by_slug(slug: str) -> Organization | None:
    """The organization an address names, or nothing."""
    return _BY_SLUG.first(slug=slug)


def own_word(organization: Organization, term: Term, language: str) -> dict[str, str]:
    """What an organization said of its word for something in a language; nothing: it says what the product says."""
    return dict((organization.words or {}).get(language, {}).get(term.key, {}))


def word_lines(organization: Organization) -> list[list[WordLine]]:
    """What everything is called, for each thing the languages in their order."""
    return [
        [_word_line(organization, OwnWord(key), term, language, name) for language, name in settings.LANGUAGES]
        for key, term in TERMS.items()
    ]


def _word_line(organization: Organization, word: OwnWord, term: Term, language: str, name: str) -> WordLine:
    own = forms_of(term, language, own_word(organization, term, language))
    first = term.forms[language][0].text
    return WordLine(word, language, name, first, own.get(first, ""))


def forms_by_rule(term: Term, language: str, own: dict[str, str]) -> list[tuple[str, str, str]]:
    """
    Each form of a word beyond those that are asked for as they are: its key, what the product says, and what it is by
    rule, blank while too little is known.
    """
    found = [form for form in term.forms[language] if form.made_of not in PLAIN]
    return [(form.key, form.text, made(form, language, own)) for form in found]


def sentences_with(term: Term, language: str, own: dict[str, str]) -> list[str]:
    """Texts of the product in which each form of a word stands, as they read with this one; … is filled in later."""
    with translation.override(language), said_as(Wording({language: {term.key: own}})):
        found = [gettext(message) for message in dict.fromkeys(form.stands_in for form in term.forms[language])]
    return [HOLE.sub("…", text) for text in found]


def active_membership_of(user_id: int) -> Membership | None:
    """The active membership of a user in the open organization, or nothing."""
    return _ACTIVE.first(user=user_id)


def own_organizations(user: User) -> list[Organization]:
    """The organizations a user's sign-in reaches as an active member, by name; needs open_own_memberships()."""
    ids = Membership.objects.filter(user=user, state=MembershipState.ACTIVE).values_list("organization_id", flat=True)
    if user.only_in:
        ids = ids.filter(organization_id=user.only_in)
    return list(Organization.objects.filter(id__in=list(ids)).order_by("name", "id"))


def members() -> QuerySet[Membership]:
    """All active members of the open organization, by name."""
    return Membership.objects.filter(state=MembershipState.ACTIVE).order_by("name", "id")


def members_with(duty: Duty) -> QuerySet[Membership]:
    """Active members of the open organization from whom an admin does not keep this duty, by name; of whatever role."""
    return members().exclude(withheld__contains=[duty])


def member_by_public_id(public_id: UUID) -> Membership | None:
    """An active member of the open organization, or nothing."""
    return members().filter(public_id=public_id).first()


def member_by_address(email: str) -> Membership | None:
    """Whoever has this address in the open organization, even if their membership has ended, or nothing."""
    return Membership.objects.select_related("user").filter(email=email).first()


def people_who_run() -> QuerySet[Membership]:
    """The active admins and facilitators of the open organization, by name, told whether they have a second step."""
    told = Exists(second_steps_of(OuterRef("user_id")))
    runs = members().exclude(role=Role.PARTICIPANT)
    return runs.annotate(has_second_step=told)  # type: ignore[no-redef]  # the model says what is so unasked


def members_without_mail() -> list[Membership]:
    """The active members of the open organization to whom nothing is sent because it came back, the latest first."""
    rows = members().exclude(mail_stopped_at=None).filter(bounced_email=F("email"))
    return list(rows.order_by("-mail_stopped_at", "id"))


def own_memberships_without_mail(user: User) -> list[Membership]:
    """A user's own of these, with the organization; needs open_own_memberships()."""
    rows = Membership.objects.filter(user=user, state=MembershipState.ACTIVE, bounced_email=F("email"))
    return list(rows.exclude(mail_stopped_at=None).select_related("organization").order_by("organization__name", "id"))


def open_invitations(now: datetime) -> QuerySet[Invitation]:
    """Invitations that still open something, newest first."""
    return Invitation.objects.filter(accepted_at=None, revoked_at=None, expires_at__gt=now).order_by("-id")


def open_invitation_to(email: str, now: datetime) -> Invitation | None:
    """The newest invitation of the open organization that waits for this address, or nothing."""
    return open_invitations(now).filter(email=email).first()


def audit_trail() -> QuerySet[AuditEntry]:
    """What was done in the open organization, newest first, with the actor's membership."""
    return AuditEntry.objects.select_related("actor").order_by("-at", "-id")


def job_by_public_id(public_id: UUID) -> Job | None:
    """The job an address names, in the open organization, or nothing."""
    return Job.objects.filter(public_id=public_id).first()


def unfinished_job_about(kind: JobKind, **arguments: str) -> Job | None:
    """The job of this kind and with these arguments that is still waiting or running, in the open organization."""
    unfinished = Job.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING], kind=kind)
    return unfinished.filter(arguments__contains=arguments).order_by("created_at", "id").first()


def oldest_unfinished_job() -> datetime | None:
    """Since when the oldest job that is not finished has waited, of all organizations; needs unscoped()."""
    unfinished = Job.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING])
    since: datetime | None = unfinished.aggregate(since=Min("created_at"))["since"]
    return since


def unfinished_job_counts() -> dict[str, int]:
    """How many jobs of each kind are not finished, of all organizations; needs unscoped()."""
    unfinished = Job.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING])
    return dict(unfinished.order_by("kind").values_list("kind").annotate(Count("pk")))


def unfinished_jobs(now: datetime, offered_before: datetime) -> QuerySet[Job]:
    """
    Jobs of all organizations that nobody holds now and nobody was offered lately, the oldest of each; needs unscoped().
    """
    is_free = Q(state=JobState.WAITING) | Q(state=JobState.RUNNING, lease_until__lt=now)
    is_quiet = Q(offered_at=None) | Q(offered_at__lt=offered_before)
    turn = Window(RowNumber(), partition_by="organization", order_by=["created_at", "id"])
    found = Job.objects.filter(is_free & is_quiet).annotate(turn=turn)
    return found.filter(turn__lte=MOST_OFFERED).order_by("created_at", "id")


def has_room_in_the_queue() -> bool:
    """Whether the open organization may have one more job offered to the workers."""
    unfinished = Job.objects.filter(state__in=[JobState.WAITING, JobState.RUNNING])
    return unfinished.exclude(offered_at=None).count() < MOST_OFFERED


def next_job() -> Job | None:
    """The oldest job of the open organization that was not offered yet, locked; one that another offers is passed."""
    waiting = Job.objects.filter(state=JobState.WAITING, offered_at=None)
    return waiting.select_for_update(skip_locked=True).order_by("created_at", "id").first()


def hopeless_jobs(now: datetime) -> QuerySet[Job]:
    """Jobs of all organizations whose last try ended with its worker, not with words; needs unscoped()."""
    return Job.objects.filter(state=JobState.RUNNING, lease_until__lt=now, attempts__gte=MOST_ATTEMPTS)


def held_job(job: Job) -> QuerySet[Job]:
    """A job while the worker that took it so still has it: a later lease, by another, has one attempt more."""
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempts=job.attempts)


def invitation_by_public_id(public_id: UUID) -> Invitation | None:
    """An invitation of the open organization, or nothing."""
    return Invitation.objects.filter(public_id=public_id).first()


def mail_figures(today: date) -> list[MailLine]:
    """What became of the open organization's mails lately, by kind, in the order of the kinds."""
    rows = MailDay.objects.filter(on__gt=today - timedelta(days=MAIL_DAYS)).order_by("kind").values("kind")
    found = {
        row["kind"]: row
        for row in rows.annotate(all_sent=Sum("sent"), all_failed=Sum("failed"), all_held=Sum("held"), last=Max("on"))
    }
    return [
        MailLine(str(kind.label), *(found[kind][name] for name in ("all_sent", "all_failed", "all_held", "last")))
        for kind in PostKind
        if kind in found
    ]


def next_mail_due(now: datetime, only: Collection[int] | None = None) -> WaitingMail | None:
    """
    The oldest mail of the open organization, or of these rows, that is to go by now, locked; one that another sends is
    passed.
    """
    due = WaitingMail.objects.filter(due_at__lte=now)
    if only is not None:
        due = due.filter(pk__in=only)
    return due.select_for_update(skip_locked=True).order_by("id").first()


def organizations_owing_mail(now: datetime) -> list[UUID]:
    """The organizations that have mail to send by now; needs unscoped()."""
    due = WaitingMail.objects.filter(due_at__lte=now).order_by("organization_id")
    return list(due.values_list("organization_id", flat=True).distinct())
