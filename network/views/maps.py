"""A person's own map: see it, put somebody on it, say how close it feels."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.core.graph_files import WRITERS, kind_of
from belonging.core.htmx import is_htmx, with_event
from belonging.core.names import is_uuid
from network.enums import HowMet, Strength
from network.exports import own_net
from network.forms_maps import EVERY, AddForm, PlaceForm, RhythmForm
from network.models import MapEntry
from network.rules import FEWEST_ON_A_MAP
from network.selectors.map_page import map_page
from network.selectors.maps import asking_me, entry_on, found_for_map, map_choices, map_of
from network.selectors.people import faces
from network.services.map_updates import set_rhythm
from network.services.maps import add_to_map, freeze_map, place_entry, put_back_on_map, say_knows, take_off_map
from programs.access import Here, program_view, today_in
from programs.selectors.programs import people_by_public_id, segment_sizes


def own_entry(here: Here, entry: UUID) -> MapEntry:
    """An entry of the person's own map, or 404."""
    found = entry_on(here.me, entry)
    if found is None:
        raise Http404
    return found


@program_view()
@require_safe
def map_detail(request: HttpRequest, here: Here) -> HttpResponse:
    """My network: rings, the same as a list, and one person's card."""
    own = map_of(here.me)
    if own is None or own.frozen_at is None:
        return redirect("network:map-add", here.organization.slug, here.program.slug)
    return _map(request, here, request.GET.get("entry", ""))


def _map(request: HttpRequest, here: Here, entry_id: str, status: int = HTTPStatus.OK) -> HttpResponse:
    own, today = map_of(here.me), today_in(here)
    if own is None:
        raise Http404
    page = map_page(here.program, here.me, own, today, entry_id)
    words = {
        "page": page, "here": here, "files": list(WRITERS), "strengths": Strength.choices, "rhythms": EVERY,
        "is_list": request.GET.get("view") == "list", "asking_count": asking_me(here.me).count(),
    }  # fmt: skip
    name = "network/map_detail.html"
    response = render(request, f"{name}#board" if is_htmx(request) else name, words, status=status)
    response["Vary"] = "HX-Request"
    return response


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def map_add(request: HttpRequest, here: Here) -> HttpResponse:
    """The guided first map, and later one more person at a time."""
    if request.method != "POST":
        return _add_page(request, here, AddForm(), request.GET.getlist("who"))
    form = AddForm(request.POST)
    if "find" in request.POST:
        return _add_page(request, here, form, request.POST.getlist("who"), request.POST.get("find_name", ""))
    if form.is_valid() and _added(here, form):
        messages.success(request, _("On your map."))
        return redirect("network:map-add", here.organization.slug, here.program.slug)
    return _add_page(request, here, form, request.POST.getlist("who"))


def _added(here: Here, form: AddForm) -> bool:
    said, now = form.cleaned_data, clock.now()
    found = people_by_public_id(here.program, {UUID(one) for one in said["who"] if is_uuid(one)})
    try:
        add_to_map(
            participant=here.me, people=list(found.values()), strength=said["strength"], how_met=said["how_met"],
            outside_name=said["outside_name"], outside_segment=said["outside_segment"],
            on=clock.today(here.program.time_zone, now), now=now,
        )  # fmt: skip
    except BelongingError as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        return False
    return True


def _add_page(request: HttpRequest, here: Here, form: AddForm, ticked: list[str], find: str = "") -> HttpResponse:
    if find:
        form.errors.clear()
    own, today = map_of(here.me), today_in(here)
    words = {
        "form": form, "find": find, "choices": map_choices(here.program, here.me, ticked, find), "own": own,
        "page": map_page(here.program, here.me, own, today) if own else None, "fewest": FEWEST_ON_A_MAP,
        "strengths": Strength.choices, "how_met": HowMet.choices,
        "segments": [name for name in segment_sizes(here.program) if name],
    }  # fmt: skip
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK
    return render(request, "network/map_add.html", words, status=status)


@program_view()
@require_safe
def map_find(request: HttpRequest, here: Here) -> HttpResponse:
    """The picker's options for a few letters, of those who may be put on the map."""
    found = found_for_map(here.program, here.me, request.GET.get("q", ""))
    return render(request, "network/parts/people_found.html", {"people": faces(here.program, found)})


@program_view()
@require_safe
def map_file(request: HttpRequest, here: Here, file: str) -> HttpResponse:
    """My own map as a file for other tools; whoever is outside the program is there by initials."""
    own = map_of(here.me)
    if own is None or file not in WRITERS:
        raise Http404
    response = HttpResponse(WRITERS[file](own_net(own, here.me)), content_type=kind_of(file))
    response["Content-Disposition"] = f'attachment; filename="my-map-{file}"'
    return response


@program_view()
@require_POST
def map_finish(request: HttpRequest, here: Here) -> HttpResponse:
    """Keeps what is on the map as the starting map."""
    me, now = here.me, clock.now()
    try:
        today = clock.today(here.program.time_zone, now)
        freeze_map(participant=me, on=today, now=now, is_few_fine="few" in request.POST)
    except BelongingError as refusal:
        messages.error(request, str(refusal))
        return redirect("network:map-add", here.organization.slug, here.program.slug)
    messages.success(request, _("Your starting map is kept. From now on it grows with you."))
    return redirect("network:map-detail", here.organization.slug, here.program.slug)


@program_view()
@require_safe
def map_sheet(request: HttpRequest, here: Here) -> HttpResponse:
    """The blank sheet to draw the first map on paper."""
    words = {"strengths": Strength.choices, "how_met": HowMet.choices, "lines": range(12), "program": here.program}
    return render(request, "network/map_sheet.html", words)


@program_view()
@require_POST
def map_place(request: HttpRequest, here: Here, entry: UUID) -> HttpResponse:
    """How close somebody feels: what dragging, the radio buttons and the keys do."""
    row, form = own_entry(here, entry), PlaceForm(request.POST)
    if not form.is_valid():
        return _changed(request, here, row, _("Choose how close it feels."), HTTPStatus.UNPROCESSABLE_ENTITY)
    today = today_in(here)
    place_entry(entry=row, strength=form.cleaned_data["strength"], on=today)
    return _changed(request, here, row, _("Moved to “%(ring)s”.") % {"ring": form.cleaned_data["strength"].label})


def _changed(request: HttpRequest, here: Here, row: MapEntry, text: str, status: int = HTTPStatus.OK) -> HttpResponse:
    """The map anew with the person's card; for plain browsers a redirect to it."""
    if is_htmx(request):
        return with_event(_map(request, here, str(row.public_id), status), "toast", {"text": text})
    (messages.success if status == HTTPStatus.OK else messages.error)(request, text)
    name = "network:map-detail" if row.map.frozen_at else "network:map-add"
    response = redirect(name, here.organization.slug, here.program.slug)
    response["Location"] += f"?entry={row.public_id}"
    return response


@program_view()
@require_POST
def map_remove(request: HttpRequest, here: Here, entry: UUID) -> HttpResponse:
    """Takes somebody off the map; the list of what changed puts them back."""
    row, now = own_entry(here, entry), clock.now()
    take_off_map(entry=row, on=clock.today(here.program.time_zone, now), now=now)
    return _changed(request, here, row, _("Off your map. Their page, and “Know”, put them back."))


@program_view()
@require_POST
def map_restore(request: HttpRequest, here: Here, entry: UUID) -> HttpResponse:
    """Puts somebody back on the map."""
    row = own_entry(here, entry)
    put_back_on_map(entry=row, now=clock.now())
    return _changed(request, here, row, _("Back on your map."))


@program_view()
@require_POST
def map_rhythm(request: HttpRequest, here: Here, entry: UUID) -> HttpResponse:
    """How often to be in touch with somebody."""
    row, form = own_entry(here, entry), RhythmForm(request.POST)
    if not form.is_valid():
        return _changed(request, here, row, _("Choose a rhythm."), HTTPStatus.UNPROCESSABLE_ENTITY)
    today = today_in(here)
    set_rhythm(entry=row, rhythm=form.cleaned_data["rhythm"], on=today)
    return _changed(request, here, row, _("Noted."))


@program_view()
@require_POST
def map_line(request: HttpRequest, here: Here, entry: UUID) -> HttpResponse:
    """Draws a line between two people on the map, or takes it away."""
    row = own_entry(here, entry)
    try:
        do_know = say_knows(entry=row, other_id=request.POST.get("other", ""))
    except BelongingError as refusal:
        return _changed(request, here, row, str(refusal), HTTPStatus.UNPROCESSABLE_ENTITY)
    return _changed(request, here, row, _("They know each other.") if do_know else _("The line is gone."))
