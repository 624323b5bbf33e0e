"""Signing in by an organization's own provider: the way there and the way back. Nobody is signed in here yet."""

from http import HTTPStatus
from urllib.parse import urlencode

from allauth.account.utils import perform_login
from allauth.core import ratelimit
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from belonging.core import clock
from belonging.core.errands import Claims, Errand
from belonging.tenancy.enums import Role
from belonging.tenancy.models import Organization
from belonging.tenancy.scope import open_scope
from belonging.tenancy.selectors import active_membership_of, organization_by_slug
from belonging.tools.forms import FindSignInForm
from belonging.tools.models import Provider
from belonging.tools.selectors import own_provider
from belonging.tools.services import providers
from belonging.tools.services import sign_ins as writes

ERRAND = "errand"


@login_not_required
@require_safe
def sign_in_find(request: HttpRequest) -> HttpResponse:
    """Leads on to an organization's own sign-in; one that has none is answered as one that is not there."""
    form = FindSignInForm(request.GET if "organization" in request.GET else None)
    if form.is_valid():
        slug = form.cleaned_data["organization"].lower()
        if _found(slug) is not None:
            return redirect("tools:sign-in-there", slug)
        form.add_error("organization", _("No organization with a sign-in of its own has that name."))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "tools/sign_in_find.html", {"form": form}, status=status)


@login_not_required
@require_safe
def sign_in_there(request: HttpRequest, organization: str) -> HttpResponse:
    """The page that says where one is about to be sent: by a link, since forms here lead nowhere else."""
    there, _provider = _found_or_404(organization)
    words = {"organization": there, "query": request.GET.urlencode(), "is_again": "again" in request.GET}
    return render(request, "tools/sign_in_there.html", words)


@transaction.non_atomic_requests
@login_not_required
@require_safe
def sign_in_go(request: HttpRequest, organization: str) -> HttpResponse:
    """Sends somebody to their organization's provider."""
    there, provider = _found_or_404(organization)
    is_again = "again" in request.GET and getattr(request.user, "only_in", "") == str(there.id)
    home, then = reverse("programs:organization-home", args=[there.slug]), request.GET.get("next", "")
    # Where they are led afterwards lies in the session; no address but one of this organization is taken.
    then = then if then.startswith(f"/o/{there.slug}/") else home
    errand = Errand.new(str(there.id), writes.AGAIN if is_again else writes.ENTER, then)
    try:
        address = writes.send(provider=provider, slug=there.slug, errand=errand)
    except writes.SignInRefused as refusal:
        return _refused(request, there, refusal)
    request.session[ERRAND] = errand.kept()
    return HttpResponse(status=HTTPStatus.FOUND, headers={"Location": address})


@transaction.non_atomic_requests
@login_not_required
@require_safe
def sign_in_back(request: HttpRequest, organization: str) -> HttpResponse:
    """Whoever comes back is signed in, for this organization alone, or shown what came back where an admin tries it."""
    there, kept = organization_by_slug(organization), request.session.pop(ERRAND, None)
    if there is None:
        raise Http404
    if not ratelimit.consume(request, action="provider"):
        return HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS)
    errand = Errand(**kept) if kept else None
    then, is_tried = errand.then if errand else "", bool(errand and errand.purpose == writes.TRY)
    if is_tried and not _is_admin(request, there):
        errand, is_tried = None, False  # one no more
    try:
        claims = writes.ask(organization=there, errand=errand, came_with=request.GET.dict())
        if is_tried:
            return _tried(request, there, claims)
        came = writes.come_in(organization=there, claims=claims, now=clock.now())
    except writes.SignInRefused as refusal:
        return _fault_shown(request, there, refusal) if is_tried else _refused(request, there, refusal)
    answer: HttpResponse = perform_login(
        request, came.user, email_verification="none", redirect_url=then, signal_kwargs={"only": came.only}
    )
    return answer


# A page of the provider's posts it: another site that knows no secret of a form of ours, and without our cookies, which
# are for this site alone. So nobody is signed in here, no cookie is set and nothing is kept. On the page this leads to,
# by a request of its own, the errand in the session proves that this very browser was sent.
@csrf_exempt
@transaction.non_atomic_requests
@login_not_required
@require_POST
def sign_in_answer(request: HttpRequest, organization: str) -> HttpResponse:
    """Takes what a SAML provider says, and leads on to where it counts. No other address is ever led to."""
    there, _provider = _found_or_404(organization)
    if not ratelimit.consume(request, action="provider_answer"):
        return HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS)
    sealed = writes.hand_over(organization=there, posted=request.POST.get("SAMLResponse", ""))
    address = f"{reverse('tools:sign-in-back', args=[there.slug])}?{urlencode({'answer': sealed})}"
    return HttpResponse(status=HTTPStatus.SEE_OTHER, headers={"Location": address})


@login_not_required
@require_safe
def sign_in_metadata(request: HttpRequest, organization: str) -> HttpResponse:
    """What a SAML provider has to know of us; whether there is such an organization is not looked up."""
    headers = {"Content-Disposition": f'attachment; filename="{organization}.xml"'}
    return HttpResponse(providers.own_metadata(organization), "application/samlmetadata+xml", headers=headers)


def _found(slug: str) -> tuple[Organization, Provider] | None:
    organization = organization_by_slug(slug)
    if organization is None:
        return None
    with open_scope(organization.id):
        provider = own_provider()
    return None if provider is None else (organization, provider)


def _found_or_404(slug: str) -> tuple[Organization, Provider]:
    found = _found(slug)
    if found is None:
        raise Http404
    return found


def _is_admin(request: HttpRequest, organization: Organization) -> bool:
    if not request.user.is_authenticated or request.user.only_in not in {"", str(organization.id)}:
        return False
    with open_scope(organization.id):
        membership = active_membership_of(request.user.pk)
    return membership is not None and membership.role == Role.ADMIN


def _tried(request: HttpRequest, organization: Organization, claims: Claims) -> HttpResponse:
    try:
        member = writes.try_out(organization=organization, claims=claims, now=clock.now())
    except writes.SignInRefused as refusal:
        return _fault_shown(request, organization, refusal, claims)
    words = {"organization": organization, "claims": claims, "member": member}
    return render(request, "tools/provider_tried.html", words)


def _fault_shown(
    request: HttpRequest, organization: Organization, refusal: writes.SignInRefused, claims: Claims | None = None
) -> HttpResponse:
    words = {"organization": organization, "claims": claims, "reason": writes.REASONS[refusal.why]}
    return render(request, "tools/provider_tried.html", words)


def _refused(request: HttpRequest, organization: Organization, refusal: writes.SignInRefused) -> HttpResponse:
    words = {"organization": organization, "reason": str(refusal)}
    return render(request, "tools/sign_in_refused.html", words, status=HTTPStatus.FORBIDDEN)
