"""What is said about me, and what I may do about it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.access import asks_before_a_file
from network.exports import own_data
from network.models import MapEntry
from network.selectors.maps import entry_naming, map_of
from network.selectors.mentions import mentions_of, time_naming
from network.services.mentions import answer_mention, erase_mention, erase_time, set_findable
from programs.access import Here, program_view


@program_view()
@require_safe
def mention_list(request: HttpRequest, here: Here) -> HttpResponse:
    """Everything others say of me in this program, with the way to remove it."""
    own = map_of(here.me)
    words = {"mentions": mentions_of(here.program, here.me), "is_findable": own is None or own.is_findable}
    return render(request, "network/mention_list.html", words)


def _mention(here: Here, entry: UUID) -> MapEntry:
    found = entry_naming(here.me, entry)
    if found is None:
        raise Http404
    return found


def _acted(request: HttpRequest, here: Here, act: Callable[[], object], text: str) -> HttpResponse:
    try:
        act()
    except BelongingError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, text)
    name = "network:map-connect" if request.POST.get("next") == "connect" else "network:mention-list"
    return redirect(name, here.organization.slug, here.program.slug)


@program_view()
@require_POST
def mention_confirm(request: HttpRequest, here: Here, entry: UUID) -> HttpResponse:
    """Yes, we know each other."""
    row = _mention(here, entry)
    text = _("Confirmed. How close it feels stays with each of you.")
    return _acted(request, here, lambda: answer_mention(entry=row, agrees=True, now=clock.now()), text)


@program_view()
@require_POST
def mention_decline(request: HttpRequest, here: Here, entry: UUID) -> HttpResponse:
    """Not me; nobody is told."""
    row = _mention(here, entry)
    text = _("Put away. Nobody is told.")
    return _acted(request, here, lambda: answer_mention(entry=row, agrees=False, now=clock.now()), text)


@program_view(lasting=True)
@require_POST
def mention_erase(request: HttpRequest, here: Here, entry: UUID) -> HttpResponse:
    """Takes my name off somebody's map."""
    row = _mention(here, entry)
    text = _("Your name is off that map.")
    return _acted(request, here, lambda: erase_mention(entry=row, now=clock.now()), text)


@program_view(lasting=True)
@require_POST
def time_erase(request: HttpRequest, here: Here, interaction: UUID) -> HttpResponse:
    """Takes me out of a time together that somebody else wrote down."""
    row = time_naming(here.me, interaction)
    if row is None:
        raise Http404
    return _acted(request, here, lambda: erase_time(row=row, now=clock.now()), _("Removed. It counts no more."))


@program_view()
@require_POST
def findable_set(request: HttpRequest, here: Here) -> HttpResponse:
    """Lets others put me on their maps, or hides me from them."""
    me, wanted, now = here.me, request.POST.get("is_findable") == "yes", clock.now()
    today = clock.today(here.program.time_zone, now)
    text = _("Others find you for their maps again.") if wanted else _("You are hidden from maps. Nobody is told.")

    def act() -> object:
        return set_findable(participant=me, is_findable=wanted, on=today, now=now)

    return _acted(request, here, act, text)


@program_view()
@require_safe
@asks_before_a_file
def own_data_download(request: HttpRequest, here: Here) -> HttpResponse:
    """All that this part of the product holds about me, as one file."""
    response = JsonResponse(own_data(here.program, here.me), json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = 'attachment; filename="my-network.json"'
    return response
