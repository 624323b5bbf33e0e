"""Asking those who were at an event."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from programs.access import Here, back, done, program_view
from programs.rules import FACILITATING
from programs.selectors.events import event_by_public_id
from surveys.disclosure import LEAST
from surveys.rules import EVENT_OPEN_DAYS
from surveys.selectors.waves import wave_about
from surveys.services.event_waves import ask_about_event


@program_view(*FACILITATING)
@require_http_methods(["GET", "HEAD", "POST"])
def event_ask(request: HttpRequest, here: Here, event: UUID) -> HttpResponse:
    """What is asked after an event, of whom and when; and the press that plans it."""
    found = event_by_public_id(here.program, event)
    if found is None:
        raise Http404
    if request.method == "POST":
        said = _("Planned. Those who were there are asked from the day after on.")
        after = back(here, "surveys:event-ask", event)
        return done(request, ask_about_event, said, after, actor=here.membership, event=found)
    words = {"event": found, "wave": wave_about(found), "least": LEAST, "days": EVENT_OPEN_DAYS}
    return render(request, "surveys/event_ask.html", words)
