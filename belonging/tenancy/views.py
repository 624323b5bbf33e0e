"""Public pages, "my programs", members and invitations."""

from http import HTTPStatus
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from belonging.accounts.adapters import INVITED_EMAIL
from belonging.accounts.models import User
from belonging.core import clock, statement
from belonging.core.editions import comes_back
from belonging.core.htmx import is_htmx
from belonging.core.tongues import runs
from belonging.core.wording.terms import TERMS
from belonging.tenancy import services
from belonging.tenancy.access import asks_again, organization_view
from belonging.tenancy.bounces import try_address_again
from belonging.tenancy.enums import Duty, OwnWord, Role
from belonging.tenancy.forms import InviteForm, OwnWordForm, RoleForm, SecondStepForm
from belonging.tenancy.models import Membership
from belonging.tenancy.scope import open_own_memberships
from belonging.tenancy.selectors import (
    MAIL_DAYS,
    invitation_by_public_id,
    mail_figures,
    member_by_public_id,
    members,
    members_without_mail,
    open_invitations,
    own_organizations,
    own_word,
    people_who_run,
    sentences_with,
    word_lines,
)
from belonging.tenancy.statements import rows_of

INVITATION = "invitation"


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What this is, for anyone; people who are signed in go to their programs."""
    if request.user.is_authenticated:
        return redirect("tenancy:my-organizations")
    return render(request, "public/home.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for whom, how that is known, and what does not work; a guard holds it against the tests."""
    return render(request, "public/accessibility.html", statement.FACTS | {"contact": settings.CONTACT_EMAIL})


@transaction.non_atomic_requests
@login_not_required
@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """The process answers; nothing else is asked."""
    return JsonResponse({"status": "ok"})


@transaction.non_atomic_requests
@login_not_required
@require_GET
def readiness(request: HttpRequest) -> HttpResponse:
    """PostgreSQL answers, as the role that row-level security holds back."""
    try:
        rows_of("SELECT 1", {})
    except Exception:  # whatever it is, we are not ready, and say no more than that
        return JsonResponse({"status": "unavailable"}, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return JsonResponse({"status": "ready"})


@require_safe
def my_organizations(request: HttpRequest) -> HttpResponse:
    """The organizations of the person who is signed in; straight on when there is only one."""
    if token := request.session.pop(INVITATION, None):
        return redirect("tenancy:invitation-accept", token)
    user = request.user
    assert isinstance(user, User)
    with open_own_memberships(user.pk):
        organizations = own_organizations(user)
    if len(organizations) == 1:
        return redirect("programs:organization-home", organizations[0].slug)
    return render(request, "tenancy/my_organizations.html", {"organizations": organizations})


@organization_view(Role.ADMIN)
@require_safe
def member_list(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Members by name, and invitations that are still open."""
    page = Paginator(members(), 50).get_page(request.GET.get("page"))
    words = {"page": page, "invitations": open_invitations(clock.now()), "form": InviteForm()}
    return render(request, "tenancy/member_list.html", words)


@organization_view(Role.ADMIN, Role.FACILITATOR)
@require_safe
def mail_list(request: HttpRequest, membership: Membership) -> HttpResponse:
    """What became of the mails of each kind."""
    lines = mail_figures(clock.now().date())
    words = {"lines": lines, "failed": sum(line.failed for line in lines), "days": MAIL_DAYS}
    words["returned"] = members_without_mail() if membership.role == Role.ADMIN else []
    return render(request, "tenancy/mail_list.html", words)


@organization_view(Role.ADMIN)
@require_POST
def mail_try_again(request: HttpRequest, membership: Membership, member: UUID) -> HttpResponse:
    """Sends mails to a member again, after their address was mended."""
    found = member_by_public_id(member)
    if found is None:
        raise Http404
    try_address_again(actor=membership, member=found, now=clock.now())
    messages.success(request, _("The next mail to them is sent again."))
    return redirect("tenancy:mail-list", membership.organization.slug)


@organization_view()
@require_POST
def mail_try_own(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Sends mails to one's own address again."""
    try_address_again(actor=membership, member=membership, now=clock.now())
    messages.success(request, _("The next mail to you is sent again."))
    return redirect("programs:organization-home", membership.organization.slug)


@organization_view(Role.ADMIN)
@require_http_methods(["POST"])
def member_invite(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Invites a person by mail."""
    form = InviteForm(request.POST)
    if form.is_valid():
        try:
            services.invite_member(actor=membership, now=clock.now(), **form.cleaned_data)
        except services.MembershipRefused as refusal:
            form.add_error(refusal.field or None, str(refusal))
        else:
            messages.success(request, _("On its way. The link works once, for seven days."))
            return redirect("tenancy:member-list", membership.organization.slug)
    page = Paginator(members(), 50).get_page(1)
    words = {"page": page, "invitations": open_invitations(clock.now()), "form": form}
    return render(request, "tenancy/member_list.html", words, status=HTTPStatus.UNPROCESSABLE_ENTITY)


@organization_view(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
@asks_again
def member_role(request: HttpRequest, membership: Membership, member: UUID) -> HttpResponse:
    """Makes a member something else, from their next request on."""
    found = member_by_public_id(member)
    if found is None:
        raise Http404
    does = [duty for duty in Duty if duty not in found.withheld]
    form, status = RoleForm(request.POST or None, initial={"role": found.role, "duties": does}), HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                services.change_role(actor=membership, member=found, now=clock.now(), **form.cleaned_data)
            except services.MembershipRefused as refusal:
                form.add_error("role", str(refusal))
            else:
                messages.success(request, _("So it is from now on."))
                return redirect("tenancy:member-list", membership.organization.slug)
    return render(
        request, "tenancy/member_role.html", {"form": form, "member": found, "duties": Duty.choices}, status=status
    )


@organization_view(Role.ADMIN)
@require_POST
def invitation_revoke(request: HttpRequest, membership: Membership, invitation: UUID) -> HttpResponse:
    """Closes an open invitation."""
    found = invitation_by_public_id(invitation)
    if found is None:
        raise Http404
    services.revoke_invitation(actor=membership, invitation=found, now=clock.now())
    messages.success(request, _("That link opens nothing any more."))
    return redirect("tenancy:member-list", membership.organization.slug)


@organization_view(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
@asks_again
def sign_in_edit(request: HttpRequest, membership: Membership) -> HttpResponse:
    """From when on those who run programs need a second step, and who has one."""
    form, status = SecondStepForm(request.POST or None), HTTPStatus.OK
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                services.set_second_step(actor=membership, rule=form.cleaned_data["rule"], now=clock.now())
            except services.SecondStepMissing as refusal:
                form.add_error(refusal.field, str(refusal))
            else:
                messages.success(request, _("So it is from now on."))
                return redirect("tenancy:sign-in-edit", membership.organization.slug)
    words = {"form": form, "begins": membership.organization.second_step_from, "now": clock.now()}
    return render(request, "tenancy/sign_in_edit.html", words | {"people": people_who_run()}, status=status)


@organization_view(Role.ADMIN)
@require_safe
def word_list(request: HttpRequest, membership: Membership) -> HttpResponse:
    """What the organization calls things, beside what the product calls them, in every language."""
    return render(request, "tenancy/word_list.html", {"lines": word_lines(membership.organization)})


@organization_view(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
def word_edit(request: HttpRequest, membership: Membership, language: str, word: str) -> HttpResponse:
    """One thing in one language, with sentences of the product as they would read; they follow what is typed."""
    term, name = TERMS.get(word), dict(settings.LANGUAGES).get(language)
    if term is None or name is None:
        raise Http404
    organization = membership.organization
    if comes_back(request):  # it was read before this press stood in line
        organization = services.stand_in_line(organization=organization)
    own, status = own_word(organization, term, language), HTTPStatus.OK
    form = OwnWordForm(request.POST or None, term=term, language=language, own=own)
    is_look = request.method == "POST" and "look" in request.POST
    if request.method == "POST" and not (form.is_valid() or is_look):
        status = HTTPStatus.UNPROCESSABLE_ENTITY
    elif request.method == "POST" and not is_look:
        services.set_own_word(actor=membership, term=term, language=language, own=form.cleaned_data, now=clock.now())
        messages.success(request, _("So it reads from now on."))
        return redirect("tenancy:word-list", membership.organization.slug)
    reads = sentences_with(term, language, form.so_far())
    words = {"form": form, "reads": reads, "product": term.forms[language][0].text, "own": own, "code": language}
    words |= {"word": OwnWord(word), "language_name": name, "runs": runs(language)}
    page = "tenancy/word_edit.html" + ("#reads" if is_look and is_htmx(request) else "")
    return render(request, page, words, status=status)


@login_not_required
@require_http_methods(["GET", "POST"])
def invitation_accept(request: HttpRequest, token: str) -> HttpResponse:
    """The page a link opens: sign in or sign up first, then join with one press (never on GET)."""
    try:
        invitation = services.invitation_for(token=token, now=clock.now())
        if request.method == "POST" and isinstance(request.user, User):
            member = services.accept_invitation(token=token, user=request.user, now=clock.now())
            request.session.pop(INVITED_EMAIL, None)
            return redirect("programs:organization-home", member.organization.slug)
    except services.InvitationRefused as refusal:
        request.session.pop(INVITED_EMAIL, None)  # nobody signs up by a link that opens nothing
        return render(request, "tenancy/invitation_spent.html", {"reason": str(refusal)}, status=HTTPStatus.GONE)
    if not request.user.is_authenticated:
        request.session[INVITATION] = token
        request.session[INVITED_EMAIL] = invitation.email
    return render(request, "tenancy/invitation_accept.html", {"invitation": invitation, "token": token})
