"""An organization's own sign-in: the page its admins set it up and try it on."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from belonging.core import clock
from belonging.core.errands import Errand
from belonging.tenancy.access import asks_again, organization_view
from belonging.tenancy.enums import Role
from belonging.tenancy.models import Membership
from belonging.tools.enums import ProviderKind
from belonging.tools.forms import ProviderForm, RulesForm, SamlForm
from belonging.tools.models import Provider
from belonging.tools.selectors import own_provider
from belonging.tools.services import providers as writes
from belonging.tools.services import sign_ins
from belonging.tools.views.sign_ins import ERRAND

FORMS: dict[str, tuple[type[RulesForm], type[writes.Settings | writes.SamlSettings]]] = {
    ProviderKind.OPENID: (ProviderForm, writes.Settings),
    ProviderKind.SAML: (SamlForm, writes.SamlSettings),
}


@organization_view(Role.ADMIN)
@require_http_methods(["GET", "HEAD", "POST"])
@asks_again
def provider_edit(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Sets up the organization's own sign-in, of either kind; a secret that was given is never shown again."""
    provider, status, slug = own_provider(), HTTPStatus.OK, membership.organization.slug
    kind = _kind(request, provider)
    make_form, make_settings = FORMS[kind]
    form = make_form(request.POST or None, initial=writes.written_down(provider, kind))
    if request.method == "POST":
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        if form.is_valid():
            try:
                wanted = make_settings(**form.cleaned_data)
                writes.set_provider(actor=membership, wanted=wanted, now=clock.now())
            except writes.ProviderRefused as refusal:
                form.add_error(refusal.field or None, str(refusal))
            else:
                messages.success(request, _("So it is from now on. Try it before you tell anybody."))
                return redirect("tools:provider-edit", slug)
    here = {"kind": kind, "is_saml": kind == ProviderKind.SAML, "until": writes.holds_until(provider)}
    names = {"back_to": writes.back_to(slug, kind), "own_id": writes.own_id(slug)}
    words = {"form": form, "provider": provider, "kinds": ProviderKind.choices, **here, **names}
    return render(request, "tools/provider_edit.html", words, status=status)


def _kind(request: HttpRequest, provider: Provider | None) -> str:
    """The kind the address asks for, else that of what is there."""
    asked, there = request.GET.get("kind"), provider.kind if provider else ProviderKind.OPENID
    return asked if asked in ProviderKind.values else there


@organization_view(Role.ADMIN)
@require_POST
def provider_try(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Asks the provider anew where it listens, and leads there; what comes back is shown, and nobody signed in."""
    provider, organization = own_provider(), membership.organization
    if provider is None:
        raise Http404
    errand, address = Errand.new(str(organization.id), sign_ins.TRY, ""), ""
    word = writes.renew_endpoints(actor=membership, provider=provider, now=clock.now())
    if not word:
        try:
            address = sign_ins.send(provider=provider, slug=organization.slug, errand=errand)
        except sign_ins.SignInRefused as refusal:
            word = refusal.why
    if word:
        messages.error(request, str(sign_ins.REASONS[word]))
        return redirect("tools:provider-edit", organization.slug)
    request.session[ERRAND] = errand.kept()
    return render(request, "tools/provider_try.html", {"provider": provider, "address": address})


@organization_view(Role.ADMIN)
@require_POST
@asks_again
def provider_remove(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Takes the organization's own sign-in away; whoever came by it is signed out."""
    provider = own_provider()
    if provider is None:
        raise Http404
    writes.remove_provider(actor=membership, provider=provider, now=clock.now())
    messages.success(request, _("Nobody signs in by it any more."))
    return redirect("tenancy:sign-in-edit", membership.organization.slug)
