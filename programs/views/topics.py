"""The wall of an open space: topics, where one sits, and what the table notes."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from belonging.core import clock
from belonging.core.errors import BelongingError
from programs.access import Here, program_view
from programs.forms.office import NotesForm, TopicForm
from programs.models import Event, EventTopic
from programs.selectors.event_topics import topic_by_public_id
from programs.services import event_topics as writes
from programs.views.events import event_view


def _topic(here: Here, public_id: UUID) -> EventTopic:
    found = topic_by_public_id(here.program, public_id)
    if found is None:
        raise Http404
    return found


def _back(here: Here, event: Event) -> HttpResponse:
    address = redirect("programs:event-detail", here.organization.slug, here.program.slug, event.public_id)
    address["Location"] += "#wall"
    return address


@event_view()
@require_POST
def topic_write(request: HttpRequest, here: Here, event: Event) -> HttpResponse:
    """Puts a topic on the wall."""
    me, form = here.me, TopicForm(request.POST)
    title = form.cleaned_data["title"] if form.is_valid() else ""
    try:
        writes.write_topic(event=event, author=me, title=title, now=clock.now())
    except BelongingError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("It is on the wall."))
    return _back(here, event)


@program_view()
@require_POST
def topic_choose(request: HttpRequest, here: Here, topic: UUID) -> HttpResponse:
    """Sits down at a topic, or stands up from it."""
    me, found = here.me, _topic(here, topic)
    act = writes.leave_topic if "leave" in request.POST else writes.choose_topic
    try:
        act(topic=found, participant=me, now=clock.now())
    except BelongingError as refusal:
        messages.error(request, str(refusal))
    return _back(here, found.event)


@program_view()
@require_POST
def topic_note(request: HttpRequest, here: Here, topic: UUID) -> HttpResponse:
    """Keeps what the table notes; words of others are never lost."""
    me, found, form = here.me, _topic(here, topic), NotesForm(request.POST)
    words = form.cleaned_data if form.is_valid() else {"notes": found.notes, "was": found.notes}
    try:
        writes.note_topic(topic=found, participant=me, now=clock.now(), notes=words["notes"], was=words["was"])
    except BelongingError as refusal:
        messages.error(request, f"{refusal} {_('You wrote:')} {words['notes']}")
    else:
        messages.success(request, _("Noted."))
    return _back(here, found.event)
