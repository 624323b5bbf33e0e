"""The network round one event: small groups of people who have not met, and afterwards what came of it."""

import csv
from io import StringIO
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from belonging.core import clock
from belonging.core.cells import harmless
from belonging.core.errors import BelongingError
from belonging.tenancy.access import asks_before_a_file
from network.forms import GroupsForm
from network.selectors.gatherings import fruit_of, kept_rooms, proposed_rooms
from programs.access import Here, program_view
from programs.rules import FACILITATING
from programs.selectors.events import card_of, event_by_public_id, usual_group_size
from programs.services.event_rooms import settle_rooms


@program_view(*FACILITATING)
@require_http_methods(["GET", "HEAD", "POST"])
def event_groups(request: HttpRequest, here: Here, event: UUID) -> HttpResponse:
    """Proposes small groups and settles them; when it is over, says what came of it."""
    found = event_by_public_id(here.program, event)
    if found is None:
        raise Http404
    found.program = here.program
    form = GroupsForm(request.POST if request.method == "POST" else request.GET)
    size = form.cleaned_data["size"] if form.is_valid() else usual_group_size(found)
    proposal = proposed_rooms(found, size)
    if request.method == "POST":
        try:
            rooms = [[person.pk for person in room.people] for room in proposal.rooms]
            count = settle_rooms(actor=here.membership, event=found, rooms=rooms, now=clock.now())
        except BelongingError as refusal:
            messages.error(request, str(refusal))
        else:
            text = ngettext("Settled: one group.", "Settled: %(count)s groups.", count)
            messages.success(request, text % {"count": count})
        return redirect("network:event-groups", here.organization.slug, here.program.slug, found.public_id)
    card = card_of(found, None, clock.now())
    words = {"event": found, "card": card, "proposal": proposal, "kept": kept_rooms(found), "size": size}
    return render(request, "network/event_groups.html", words | {"fruit": fruit_of(found) if card.is_over else None})


@program_view(*FACILITATING)
@require_safe
@asks_before_a_file
def event_rooms(request: HttpRequest, here: Here, event: UUID) -> HttpResponse:
    """The settled groups as a list that video tools read: room, name, address."""
    found = event_by_public_id(here.program, event)
    if found is None:
        raise Http404
    text = StringIO()
    rows = csv.writer(text)
    rows.writerow([_("Room"), _("Name"), _("E-mail")])
    for room in kept_rooms(found):
        for person in room.people:
            rows.writerow([room.number, harmless(person.name), harmless(person.membership.email)])
    name = f'attachment; filename="rooms-{found.public_id}.csv"'
    return HttpResponse(
        text.getvalue(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": name, "Cache-Control": "no-store"},
    )
