"""Writes of organizations, members and invitations."""

import hashlib
import secrets
import uuid
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from belonging.accounts.models import User
from belonging.accounts.selectors import has_second_step
from belonging.core.errors import BelongingError
from belonging.core.wording.forms import GENDER, GENDERS, as_printed, is_word
from belonging.core.wording.terms import Term
from belonging.tenancy.audit import record
from belonging.tenancy.enums import Duty, JobKind, MembershipState, PostKind, Role, SecondStep
from belonging.tenancy.jobs import ask
from belonging.tenancy.models import Invitation, Job, Membership, Organization
from belonging.tenancy.post import post_after_commit
from belonging.tenancy.scope import current_organization_id, open_scope
from belonging.tenancy.selectors import invitation_by_public_id

INVITATION_LASTS = timedelta(days=7)
SECOND_STEP_GRACE = timedelta(days=14)
_NOTHING = _("This invitation no longer opens anything. Ask for a new one.")


class MembershipRefused(BelongingError):
    """A membership cannot be made or changed like that."""

    code = "membership_refused"


class SecondStepMissing(BelongingError):
    """Somebody asks of others what they do not have themselves, and would shut themselves out."""

    code = "second_step_missing"


class WordRefused(BelongingError):
    """Something that cannot stand in a sentence was to become a word."""

    code = "word_refused"


class InvitationRefused(BelongingError):
    """An invitation opens nothing; the same words whatever the reason."""

    code = "invitation_refused"


def create_organization(
    *, name: str, slug: str, founder: User, founder_name: str, now: datetime, asks_second_step: bool = True
) -> Membership:
    """This will make an organization and its first admin; raises MembershipRefused when the short name is taken."""
    with transaction.atomic():
        organization = _new_organization(name, slug, now + SECOND_STEP_GRACE if asks_second_step else None)
        with open_scope(organization.id):
            admin = Membership.objects.create(user=founder, name=founder_name, email=founder.email, role=Role.ADMIN)
            record(actor=admin, verb="organization.created", now=now)
    return admin


@transaction.atomic
def create_organization_by_link(*, name: str, slug: str, email: str, now: datetime) -> str:
    """
    This will make an organization without anybody in it, and answer the link by which its first admin joins, once.

    Raises MembershipRefused when the short name is taken.
    """
    organization = _new_organization(name, slug, now + SECOND_STEP_GRACE)
    with open_scope(organization.id):
        secret = _new_secret()
        invitation = Invitation.objects.create(
            email=email.strip().lower(),
            role=Role.ADMIN,
            token_hash=hashed(secret),
            sent_at=now,
            expires_at=now + INVITATION_LASTS,
        )
        record(actor=None, verb="organization.created", target=invitation, now=now)
    return _link(secret)


def _new_organization(name: str, slug: str, second_step_from: datetime | None) -> Organization:
    if Organization.objects.filter(slug=slug).exists():
        raise MembershipRefused(_("That short name is taken."), field="slug")
    return Organization.objects.create(id=uuid.uuid4(), name=name, slug=slug, second_step_from=second_step_from)


@transaction.atomic
def set_second_step(*, actor: Membership, rule: SecondStep, now: datetime) -> Organization:
    """
    This will say from when on admins and facilitators need a second step.

    Raises SecondStepMissing when it would be from now on and whoever says so has none.
    """
    has_one = actor.has_second_step or (actor.user_id is not None and has_second_step(actor.user_id))
    if rule == SecondStep.AT_ONCE and not has_one:
        raise SecondStepMissing(_("Set up your own second step first, or you would stand outside."), field="rule")
    begins = {SecondStep.AT_ONCE: now, SecondStep.SOON: now + SECOND_STEP_GRACE, SecondStep.NEVER: None}
    organization = actor.organization
    organization.second_step_from = begins[rule]
    organization.save(update_fields=["second_step_from"])
    record(actor=actor, verb="organization.second_step_set", now=now, rule=rule)
    return organization


def stand_in_line(*, organization: Organization) -> Organization:
    """This will let one change of an organization after the other be compared and kept; answers it as it is then."""
    return Organization.objects.select_for_update(no_key=True).get(pk=organization.pk)


@transaction.atomic
def set_own_word(
    *, actor: Membership, term: Term, language: str, own: Mapping[str, str], now: datetime
) -> Organization:
    """
    This will say what the organization calls something in a language; nothing said is what the product says.

    Raises WordRefused for what cannot stand in a sentence, for half a word, and for a form the word does not have.
    """
    given = {key: as_printed(text) for key, text in own.items() if text.strip()}
    has_forms = {*term.asks[language], *(f"form:{form.key}" for form in term.forms[language])}
    for key, text in given.items():
        if key not in has_forms:
            raise WordRefused(_("This word has no such form in this language."), field=key)
        if text not in GENDERS if key == GENDER else not is_word(text):
            raise WordRefused(_("Letters, spaces, hyphens and the like, at most forty: nothing else."), field=key)
    if missing := [key for key in term.asks[language] if given and key not in given]:
        raise WordRefused(
            _("This is needed too. To say what the product says, leave everything empty."), field=missing[0]
        )
    # Locked: two admins who name two things at once would each write the other's word away.
    organization = Organization.objects.select_for_update().get(pk=actor.organization_id)
    words = organization.words or {}
    words[language] = {key: one for key, one in words.get(language, {}).items() if key != term.key}
    if given:
        words[language][term.key] = given
    organization.words = {code: terms for code, terms in words.items() if terms} or None
    organization.save(update_fields=["words"])
    record(actor=actor, verb="organization.word_set", now=now, word=term.key, language=language, is_own=bool(given))
    return organization


@transaction.atomic
def give_account(*, member: Membership, user: User) -> None:
    """This will let a member sign in who could not; raises MembershipRefused when the account is somebody's here."""
    if Membership.objects.filter(user=user).exclude(pk=member.pk).exists():
        raise MembershipRefused(_("Somebody here already has that address."), field="email")
    member.user = user
    member.save(update_fields=["user"])


@transaction.atomic
def add_member(
    *,
    actor: Membership | None,
    name: str,
    now: datetime,
    email: str = "",
    reference: str = "",
    role: Role = Role.PARTICIPANT,
    attributes: dict[str, str] | None = None,
    user: User | None = None,
) -> Membership:
    """This will add a member; raises MembershipRefused when the address or the reference is already used here."""
    email = email.strip().lower()
    if email and Membership.objects.filter(email=email).exists():
        raise MembershipRefused(_("Somebody here already has that address."), field="email")
    if reference and Membership.objects.filter(reference=reference).exists():
        raise MembershipRefused(_("Somebody here already has that reference."), field="reference")
    member = Membership.objects.create(
        user=user, name=name, email=email, reference=reference, role=role, attributes=attributes or {}
    )
    record(actor=actor, verb="member.added", target=member, now=now, role=role)
    return member


@transaction.atomic
def change_role(
    *, actor: Membership, member: Membership, role: Role, now: datetime, duties: Collection[Duty] = tuple(Duty)
) -> Membership:
    """
    This will change a member's role; tokens they made as somebody else reach no further than the new one.

    Of running programs, a facilitator does these duties; an admin does all, and nobody else any. Raises
    MembershipRefused unless an admin does it, and if it would leave the organization without one.
    """
    if actor.role != Role.ADMIN:
        raise MembershipRefused(_("Only an admin can give that role."), field="role")
    if member.role == Role.ADMIN and role != Role.ADMIN:
        _keep_one_admin(member)
    member.role = role
    member.withheld = [duty for duty in Duty if duty not in duties] if role == Role.FACILITATOR else []
    member.save(update_fields=["role", "withheld"])
    record(actor=actor, verb="member.role_changed", target=member, now=now, role=role, withheld=member.withheld)
    return member


@transaction.atomic
def end_membership(*, actor: Membership, member: Membership, now: datetime) -> Membership:
    """
    This will end a membership, somebody else's or one's own.

    Raises MembershipRefused if somebody else but an admin does it, and if it would leave the organization without one.
    """
    if actor.role != Role.ADMIN and actor.pk != member.pk:
        raise MembershipRefused(_("Only an admin can do that."))
    if member.role == Role.ADMIN:
        _keep_one_admin(member)
    member.state, member.ended_at = MembershipState.ENDED, now
    member.save(update_fields=["state", "ended_at"])
    record(actor=actor, verb="member.ended", target=member, now=now)
    return member


def _keep_one_admin(leaving: Membership) -> None:
    # All admins are locked, so that two of them cannot leave at the same moment.
    admins = Membership.objects.select_for_update().filter(role=Role.ADMIN, state=MembershipState.ACTIVE)
    if not any(admin.pk != leaving.pk for admin in admins.order_by("pk")):
        raise MembershipRefused(_("An organization needs at least one admin. Make somebody else admin first."))


def hashed(token: str) -> str:
    """What is kept of an invitation's secret."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def invite_member(*, actor: Membership, email: str, name: str, role: Role, now: datetime) -> Invitation:
    """
    This will invite a person, once, for seven days, and ask a worker to send the mail.

    Raises MembershipRefused when a member who can sign in already has that address, or the role is above the actor's.
    """
    email = email.strip().lower()
    if actor.role != Role.ADMIN and role != Role.PARTICIPANT:
        raise MembershipRefused(_("Only an admin can give that role."), field="role")
    if Membership.objects.filter(email=email, user__isnull=False, state=MembershipState.ACTIVE).exists():
        raise MembershipRefused(_("Somebody here already signs in with that address."), field="email")
    invitation = Invitation.objects.create(
        email=email,
        name=name,
        role=role,
        token_hash=hashed(_new_secret()),  # opens for nobody: the secret that counts is made when the mail is sent
        invited_by=actor,
        expires_at=now + INVITATION_LASTS,
    )
    record(actor=actor, verb="member.invited", target=invitation, now=now, role=role)
    ask(kind=JobKind.SEND_INVITATION, arguments={"invitation": str(invitation.public_id)}, asked_by=actor, now=now)
    return invitation


@transaction.atomic
def invite_at_once(*, email: str, name: str, now: datetime) -> str:
    """
    This will invite somebody who has just shown that an address is theirs, as a participant, and answer the secret.

    Raises MembershipRefused when a member who can sign in already has that address.
    """
    if Membership.objects.filter(email=email, user__isnull=False, state=MembershipState.ACTIVE).exists():
        raise MembershipRefused(_("You have an account here already. Sign in with it."))
    secret = _new_secret()
    invitation = Invitation.objects.create(
        email=email, name=name, role=Role.PARTICIPANT, token_hash=hashed(secret), sent_at=now,
        expires_at=now + INVITATION_LASTS,
    )  # fmt: skip
    record(actor=None, verb="member.invited", target=invitation, now=now, role=Role.PARTICIPANT)
    return secret


def _new_secret() -> str:
    # The organization opens the scope in which the link is looked up.
    return f"{current_organization_id().hex}.{secrets.token_urlsafe(32)}"


def _link(secret: str) -> str:
    return str(settings.SITE_URL + reverse("tenancy:invitation-accept", args=[secret]))


def send_invitation(*, job: Job, now: datetime) -> None:
    """
    This will write the mail of an invitation that still waits, with a secret made for it; raises InvitationRefused.
    """
    invitation = invitation_by_public_id(uuid.UUID(job.arguments["invitation"]))
    if invitation is None or invitation.accepted_at or invitation.revoked_at:
        raise InvitationRefused(_NOTHING)
    secret = _new_secret()
    Invitation.objects.filter(pk=invitation.pk).update(token_hash=hashed(secret), sent_at=now)
    words = {"invitation": invitation, "link": _link(secret), "organization": invitation.organization}
    subject = render_to_string("emails/tenancy/invitation_subject.txt", words).strip()
    text = render_to_string("emails/tenancy/invitation.txt", words)
    post_after_commit(PostKind.INVITATION, [EmailMessage(subject, text, None, [invitation.email])])


def invitation_for(*, token: str, now: datetime) -> Invitation:
    """This will find the invitation a link opens; raises InvitationRefused for anything that opens nothing."""
    try:
        organization_id = uuid.UUID(token.partition(".")[0])
    except ValueError:
        raise InvitationRefused(_NOTHING) from None
    with open_scope(organization_id):
        found = Invitation.objects.select_related("organization").filter(token_hash=hashed(token)).first()
    if found is None or found.accepted_at or found.revoked_at or found.expires_at <= now:
        raise InvitationRefused(_NOTHING)
    return found


def accept_invitation(*, token: str, user: User, now: datetime) -> Membership:
    """
    This will make the signed-in person a member, once; raises InvitationRefused for another address, a spent link
    or an address that is somebody else's here.
    """
    invitation = invitation_for(token=token, now=now)
    if user.email != invitation.email or user.only_in not in {"", str(invitation.organization_id)}:
        raise InvitationRefused(_("This invitation was sent to another address. Sign in with that one."))
    with open_scope(invitation.organization_id):
        return accept_vouched(invitation=invitation, user=user, now=now)


@transaction.atomic
def accept_vouched(*, invitation: Invitation, user: User, now: datetime) -> Membership:
    """
    This will make a person a member whose right to the invitation was shown, once; needs an open scope.

    Raises InvitationRefused for one that is spent, and for an address that is somebody else's here.
    """
    # One statement decides: of two people with the same link exactly one changes the row.
    if not Invitation.objects.filter(pk=invitation.pk, accepted_at=None, revoked_at=None).update(accepted_at=now):
        raise InvitationRefused(_NOTHING)
    member = _joined(invitation, user)
    record(actor=member, verb="invitation.accepted", target=invitation, now=now)
    return member


def _joined(invitation: Invitation, user: User) -> Membership:
    named = Membership.objects.filter(email=invitation.email).first()
    own = Membership.objects.filter(user=user).first()
    # Two rows cannot become one, and what somebody else did here, even before they left, stays theirs.
    if named is not None and (named.user_id not in {None, user.pk} or own not in {None, named}):
        raise InvitationRefused(_("Somebody here has that address already. Ask the admin."))
    member = named or own or Membership(email=invitation.email, name=invitation.name or user.name or user.email)
    # Somebody who is in already keeps their role: only an admin changes it, and never the last admin's.
    if not (member.pk and member.is_active and member.user_id == user.pk):
        member.role, member.withheld = invitation.role, []
    member.user, member.state, member.ended_at = user, MembershipState.ACTIVE, None
    member.save()
    return member


@transaction.atomic
def revoke_invitation(*, actor: Membership, invitation: Invitation, now: datetime) -> None:
    """This will close an invitation that has not been used."""
    Invitation.objects.filter(pk=invitation.pk, accepted_at=None).update(revoked_at=now)
    record(actor=actor, verb="invitation.revoked", target=invitation, now=now)
