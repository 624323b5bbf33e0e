"""Time together out of a person's own calendar, each for them to confirm before it is logged."""

from datetime import date
from http import HTTPStatus
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from belonging.core import clock
from belonging.core.clock import parsed_day
from belonging.core.errors import BelongingError
from belonging.core.names import is_uuid
from network.imports.calendars import read_calendar
from network.selectors.calendars import found_times
from network.services.calendars import log_found_times
from programs.access import Here, program_view, today_in
from programs.selectors.programs import people_by_public_id


class CalendarForm(forms.Form):
    """A calendar that somebody exported."""

    file = forms.FileField(label=gettext_lazy("Calendar file (.ics)"))


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def calendar_import(request: HttpRequest, here: Here) -> HttpResponse:
    """Looks a calendar through and keeps nothing of it; what the person ticks is logged, for others to confirm."""
    me, today = here.me, today_in(here)
    if request.method == "POST" and "met" in request.POST:
        return _logged(request, here, today)
    form = CalendarForm(request.POST or None, request.FILES or None)
    found = None
    if request.method == "POST" and form.is_valid():
        try:
            entries = read_calendar(form.cleaned_data["file"].read(), here.program.time_zone)
            found = found_times(here.program, me, entries, today)
        except BelongingError as refusal:
            form.add_error("file", str(refusal))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "network/calendar_import.html", {"form": form, "found": found}, status=status)


def _logged(request: HttpRequest, here: Here, today: date) -> HttpResponse:
    said = [line.split() for line in request.POST.getlist("met")]
    ids = {UUID(one) for words in said for one in words[1:] if is_uuid(one)}
    people = people_by_public_id(here.program, ids)
    times = [
        (on, [people[UUID(one)] for one in words[1:] if is_uuid(one) and UUID(one) in people])
        for words in said
        if words and (on := parsed_day(words[0])) is not None
    ]
    logged, refused = log_found_times(author=here.me, times=times, today=today, now=clock.now())
    text = ngettext("%(count)s time logged. They are asked.", "%(count)s times logged. They are asked.", logged)
    messages.success(request, text % {"count": logged})
    for reason in refused:
        messages.error(request, reason)
    return redirect("network:interaction-list", here.organization.slug, here.program.slug)
