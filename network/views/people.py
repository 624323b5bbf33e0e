"""The people of a program, and a person's own word on who sees what."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from network.forms import ConsentForm
from network.selectors.interactions import is_blocked_by
from network.selectors.outreach import why_to_reach
from network.selectors.people import faces, found_people
from network.services.interactions import block_person, unblock_person
from programs.access import Here, program_view, today_in
from programs.enums import Purpose
from programs.selectors.programs import FIRST_PEOPLE, first_people_in, people_in, person_by_public_id
from programs.services.consents import set_consent


@program_view()
@require_safe
def person_list(request: HttpRequest, here: Here) -> HttpResponse:
    """Everybody in the program, by name, or those a name search finds."""
    query = request.GET.get("q", "").strip()[:80]
    pages = Paginator(found_people(here.program, query, limit=30) if query else people_in(here.program), FIRST_PEOPLE)
    if not query:
        pages.count = sum(here.segment_sizes.values())  # nobody has to count them again
    page = pages.get_page(request.GET.get("page"))
    rows = page.object_list if query or page.number > 1 else first_people_in(here.program)
    words = {"page": page, "people": faces(here.program, rows, here.segment_sizes), "query": query}
    return render(request, "network/person_list.html", words)


@program_view()
@require_safe
def person_find(request: HttpRequest, here: Here) -> HttpResponse:
    """The picker's options for a few letters."""
    found = found_people(here.program, request.GET.get("q", ""), besides=here.participant)
    return render(request, "network/parts/people_found.html", {"people": faces(here.program, found)})


@program_view()
@require_safe
def person_detail(request: HttpRequest, here: Here, person: UUID) -> HttpResponse:
    """One person: name, segment, log time together, keep out."""
    found = person_by_public_id(here.program, person)
    if found is None:
        raise Http404
    me = here.participant
    words = {
        "person": faces(here.program, [found])[0],
        "is_me": me is not None and me.pk == found.pk,
        "is_kept_out": me is not None and is_blocked_by(me, found),
    }
    return render(request, "network/person_detail.html", words)


@program_view()
@require_POST
def person_block(request: HttpRequest, here: Here, person: UUID) -> HttpResponse:
    """Keeps a person's logs away, silently."""
    me, found = here.me, person_by_public_id(here.program, person)
    if found is None:
        raise Http404
    try:
        block_person(blocker=me, blocked=found, now=clock.now())
    except BelongingError as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Done. Nobody is told, and you can change it here."))
    return redirect("network:person-detail", here.organization.slug, here.program.slug, person)


@program_view()
@require_POST
def person_unblock(request: HttpRequest, here: Here, person: UUID) -> HttpResponse:
    """Lets a person's logs reach me again."""
    found = person_by_public_id(here.program, person)
    if found is None:
        raise Http404
    unblock_person(blocker=here.me, blocked=found, now=clock.now())
    messages.success(request, _("Done. What they log with you reaches you again."))
    return redirect("network:person-detail", here.organization.slug, here.program.slug, person)


@program_view()
@require_http_methods(["GET", "HEAD", "POST"])
def consent_edit(request: HttpRequest, here: Here) -> HttpResponse:
    """Who sees what, and my own word on the picture of the network."""
    me = here.me
    if request.method == "POST":
        form = ConsentForm(request.POST)
        if form.is_valid():
            now = clock.now()
            today = clock.today(here.program.time_zone, now)
            agrees = form.cleaned_data["agrees"]
            set_consent(participant=me, purpose=Purpose.DRAWN_BY_NAME, agrees=agrees, on=today, now=now)
            messages.success(request, _("Noted. It holds from now on."))
            return redirect("network:consent-edit", here.organization.slug, here.program.slug)
    form = ConsentForm(initial={"agrees": me.named_on is not None})
    today = today_in(here)
    reasons = why_to_reach(here.program, me, today)
    words = {"form": form, "me": me, "organization": here.organization, "program": here.program}
    return render(request, "network/consent_edit.html", words | {"reach_reasons": reasons})
