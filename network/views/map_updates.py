"""Know, give to and connect: the monthly update, who knows whom, small acts, and who has me on their map."""

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from network.enums import MapWord, Strength
from network.forms_maps import ActsForm
from network.models import Map, MapUpdate
from network.selectors.map_page import map_page
from network.selectors.map_updates import UpdateSheet, own_changes, update_sheet
from network.selectors.maps import asking_me, gone_from, map_of, open_pairs
from network.selectors.people import faces
from network.selectors.rituals import small_acts
from network.services.map_updates import put_act_away, set_acts_a_week, update_map
from network.services.maps import say_who_knows_whom
from network.views.maps import own_entry
from programs.access import Here, program_view, today_in
from programs.selectors.programs import people_by_public_id


def _own(here: Here) -> Map | None:
    """The person's map, once it is frozen."""
    own = map_of(here.me)
    if own is None or own.frozen_at is None:
        return None
    own.participant, own.program = here.me, here.program
    return own


def _to(here: Here, name: str) -> HttpResponse:
    return redirect(name, here.organization.slug, here.program.slug)


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def map_update(request: HttpRequest, here: Here) -> HttpResponse:
    """Two minutes a month: the same, closer, further, not any more; and anybody new."""
    own = _own(here)
    if own is None:
        return _to(here, "network:map-add")
    today = today_in(here)
    sheet = update_sheet(here.program, here.me, own, today)
    if request.method != "POST":
        return render(request, "network/map_update.html", {"sheet": sheet, "words": MapWord, "strengths": Strength})
    try:
        update = _updated(request, sheet, here)
    except BelongingError as refusal:
        words = {"sheet": sheet, "words": MapWord, "strengths": Strength, "refusal": str(refusal)}
        return render(request, "network/map_update.html", words, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    text = _(
        "Done for this month: %(kept)s the same, %(stronger)s closer, %(weaker)s further, %(lost)s gone, %(new)s new."
    )
    counts = {word: getattr(update, word) for word in MapWord.values}
    messages.success(request, text % (counts | {"new": update.formed}))
    return _to(here, "network:map-detail")


def _updated(request: HttpRequest, sheet: UpdateSheet, here: Here) -> MapUpdate:
    asked = {one.entry: request.POST.get(f"entry-{one.entry.public_id}") for one in sheet.asked}
    words = {entry: MapWord(word) for entry, word in asked.items() if word in MapWord.values}
    offered = {one.face.public_id: request.POST.get(f"new-{one.face.public_id}", "") for one in sheet.offered}
    steps = {one: Strength(int(step)) for one, step in offered.items() if step in {"1", "2", "3", "4", "5"}}
    people = people_by_public_id(here.program, steps.keys())
    now = clock.now()
    return update_map(
        own=sheet.own, words=words, new={people[one]: step for one, step in steps.items()},
        on=clock.today(here.program.time_zone, now), now=now,
    )  # fmt: skip


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def map_know(request: HttpRequest, here: Here) -> HttpResponse:
    """Who on my map knows whom, pair by pair; and what my map became month by month."""
    own = _own(here)
    if own is None:
        return _to(here, "network:map-add")
    pairs, left_count = open_pairs(own)
    if request.method == "POST":
        answers = {"yes": True, "no": False}
        said = [(pair, request.POST.get(f"pair-{pair.low.public_id}-{pair.high.public_id}")) for pair in pairs]
        say_who_knows_whom(own=own, said=[(pair.low, pair.high, answers[one]) for pair, one in said if one in answers])
        return _to(here, "network:map-know")
    words = {"own": own, "pairs": pairs, "left_count": left_count, "changes": own_changes(own), "gone": gone_from(own)}
    return render(request, "network/map_know.html", words)


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def map_give(request: HttpRequest, here: Here) -> HttpResponse:
    """Small acts for ties that fade, never more a week than I choose."""
    own = _own(here)
    if own is None:
        return _to(here, "network:map-add")
    form = ActsForm(request.POST if request.method == "POST" else None, initial={"acts_a_week": own.acts_a_week})
    if request.method == "POST" and form.is_valid():
        set_acts_a_week(own=own, count=form.cleaned_data["acts_a_week"])
        messages.success(request, _("Noted."))
        return _to(here, "network:map-give")
    today = today_in(here)
    page = map_page(here.program, here.me, own, today)
    words = {"own": own, "form": form, "acts": small_acts(here.program, here.me, own, today), "page": page}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "network/map_give.html", words, status=status)


@program_view()
@require_POST
def map_quiet(request: HttpRequest, here: Here, entry: UUID) -> HttpResponse:
    """Puts a suggestion away for this week."""
    row = own_entry(here, entry)
    put_act_away(entry=row, on=today_in(here))
    messages.success(request, _("Put away. Nothing takes its place this week."))
    return _to(here, "network:map-give")


@program_view()
@require_safe
def map_connect(request: HttpRequest, here: Here) -> HttpResponse:
    """Quiet corners of my map, and who has me on theirs."""
    own, today = _own(here), today_in(here)
    page = map_page(here.program, here.me, own, today) if own else None
    asking = list(asking_me(here.me))
    shown = faces(here.program, [row.map.participant for row in asking])
    words = {"own": own, "page": page, "asking": list(zip(asking, shown, strict=True))}
    return render(request, "network/map_connect.html", words)
