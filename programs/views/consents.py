"""What I said yes to: with the words I read and the day, and the way back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from belonging.core import clock
from programs.access import Here, back, program_view, today_in
from programs.forms.people import PurposeForm
from programs.selectors.consents import purposes_of, said_elsewhere, texts_agreed_to
from programs.services.consents import set_consent


@program_view()
@require_safe
def consent_list(request: HttpRequest, here: Here) -> HttpResponse:
    """Each purpose and each text, with its version and day."""
    words = {"here": here, "lines": purposes_of(here.me), "texts": texts_agreed_to(here.me)}
    words["elsewhere"] = said_elsewhere(here.me)
    return render(request, "programs/consent_list.html", words)


@program_view(lasting=True)  # what was said yes to can always be taken back
@require_POST
def consent_set(request: HttpRequest, here: Here) -> HttpResponse:
    """My yes to a purpose, or its end."""
    me, form = here.me, PurposeForm(request.POST)
    if not form.is_valid():  # made by hand; no page sends it
        raise Http404
    agrees = form.cleaned_data["agrees"]
    set_consent(participant=me, purpose=form.cleaned_data["purpose"], agrees=agrees, on=today_in(here), now=clock.now())
    messages.success(request, _("Noted. It holds from now on.") if agrees else _("Taken back. It ends at once."))
    return back(here, "programs:consent-list")
