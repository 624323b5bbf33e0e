"""A participant's pages of mentoring: what there is, opting in and out."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.editions import EDITION
from belonging.core.errors import BelongingError
from belonging.core.zone_fields import known_zones
from mentoring.forms.profiles import ProfileForm, written
from mentoring.selectors.asks import asks_for
from mentoring.selectors.pairs import cards_of, farewells_for
from mentoring.selectors.profiles import doorway, profile_of, suggestions_for
from mentoring.services import profiles as writes
from programs.access import Here, program_view, today_in

USABLE = ("offers", "wants", "interests")


@program_view()
@require_safe
def mentoring_home(request: HttpRequest, here: Here) -> HttpResponse:
    """My pairs, what waits for my word, or the way in."""
    me, today = here.me, today_in(here)
    words = {
        "door": doorway(here.program, today),
        "profile": profile_of(me),
        "cards": cards_of(here.program, me),
        "asks": asks_for(me, clock.now()),
        "farewells": farewells_for(me, today),
        "today": today,
    }
    return render(request, "mentoring/home.html", words)


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def profile_edit(request: HttpRequest, here: Here) -> HttpResponse:
    """Three short answers; again at any time."""
    me, now = here.me, clock.now()
    profile = profile_of(me)
    form = ProfileForm(initial=written(profile, here.program.time_zone))
    if "use" in request.POST:
        form = ProfileForm(initial=_with_used(request.POST))
        form.opened_on = request.POST.get(EDITION, "")
    elif request.method == "POST":
        form = ProfileForm(request.POST, initial=form.initial)
        if form.is_valid():
            try:
                today = clock.today(here.program.time_zone, now)
                writes.opt_in(participant=me, answers=form.answers, today=today, now=now)
            except BelongingError as refusal:
                form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
            else:
                messages.success(request, _("Noted. You hear from us when there is somebody for you."))
                return redirect("mentoring:home", here.organization.slug, here.program.slug)
    words = {"form": form, "profile": profile, "suggestions": suggestions_for(me), "zones": known_zones()}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    return render(request, "mentoring/profile_edit.html", words, status=status)


def _with_used(sent: QueryDict) -> dict[str, object]:
    """What stood in the form, with one of the person's own sentences added to a field."""
    field, _colon, words = str(sent["use"]).partition(":")
    values: dict[str, object] = {name: sent.get(name, "") for name in ProfileForm.base_fields}
    values["hours"] = sent.getlist("hours")
    if field in USABLE:
        values[field] = f"{values[field]}\n{words}".strip()
    return values


@program_view()
@require_POST
def profile_close(request: HttpRequest, here: Here) -> HttpResponse:
    """Takes me out of the next rounds."""
    writes.opt_out(participant=here.me, now=clock.now())
    messages.success(request, _("Done. Nobody is told, and you can come back whenever you like."))
    return redirect("mentoring:home", here.organization.slug, here.program.slug)
