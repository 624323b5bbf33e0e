"""The persona chart, for those who run a program alone."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from belonging.core import clock
from belonging.core.names import is_uuid
from dashboards.forms import PersonaForm
from dashboards.selectors.personas import persona_by_public_id, persona_chart, taggable, tags_of
from dashboards.services.personas import PersonaRefused, draw_persona, remove_persona, tag_for_persona
from programs.access import Here, back, done, program_view
from programs.rules import FACILITATING

if TYPE_CHECKING:
    from dashboards.models import Persona

CHART = "dashboards:persona-list"


@program_view(*FACILITATING)
@require_http_methods(["GET", "HEAD", "POST"])
def persona_list(request: HttpRequest, here: Here) -> HttpResponse:
    """The chart, and a form for one more."""
    form = PersonaForm(request.POST or None)
    if drawn := _drawn(here, form, None):
        messages.success(request, _("Drawn. Now choose what is there for them."))
        return redirect("dashboards:persona-detail", here.organization.slug, here.program.slug, drawn.public_id)
    chart = persona_chart(here.program, clock.now())
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "dashboards/persona_list.html", {"here": here, "chart": chart, "form": form}, status=status)


@program_view(*FACILITATING)
@require_http_methods(["GET", "HEAD", "POST"])
def persona_detail(request: HttpRequest, here: Here, persona: UUID) -> HttpResponse:
    """One persona: drawn anew, and what was made with it in mind."""
    found = _persona(here, persona)
    form = PersonaForm(request.POST or None, initial=vars(found))
    if _drawn(here, form, found):
        messages.success(request, _("Kept."))
        return back(here, CHART)
    words = {"here": here, "persona": _persona(here, persona), "form": form, "things": taggable(found, clock.now())}
    words["tags"] = tags_of(found)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "dashboards/persona_detail.html", words, status=status)


@program_view(*FACILITATING)
@require_POST
def persona_tag(request: HttpRequest, here: Here, persona: UUID) -> HttpResponse:
    """Keeps what was made with it in mind."""
    things = [UUID(one) for one in request.POST.getlist("things") if is_uuid(one)]
    found = _persona(here, persona)
    words = {"actor": here.membership, "persona": found, "things": things}
    return done(request, tag_for_persona, _("Kept."), back(here, CHART), over=tags_of(found), **words)


@program_view(*FACILITATING)
@require_POST
def persona_remove(request: HttpRequest, here: Here, persona: UUID) -> HttpResponse:
    """Takes it off the chart."""
    words = {"actor": here.membership, "persona": _persona(here, persona)}
    return done(request, remove_persona, _("Taken out."), back(here, CHART), **words)


def _drawn(here: Here, form: PersonaForm, persona: Persona | None) -> Persona | None:
    if not form.is_valid():
        return None
    try:
        return draw_persona(
            actor=here.membership, program=here.program, persona=persona, now=clock.now(), **form.cleaned_data
        )
    except PersonaRefused as refusal:
        form.add_error(refusal.field or None, str(refusal))
        return None


def _persona(here: Here, public_id: UUID) -> Persona:
    found = persona_by_public_id(here.program, public_id)
    if found is None:
        raise Http404
    return found
