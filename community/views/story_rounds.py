"""What came of a quarter's stories, for everybody; written by those who run the program."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from community.forms.story_rounds import RoundForm
from community.selectors import story_rounds as reads
from community.selectors.stories import current_quarter
from community.services.story_rounds import write_round
from programs.access import Here, back, program_view, today_in
from programs.rules import FACILITATING


@program_view()
@require_safe
def round_list(request: HttpRequest, here: Here) -> HttpResponse:
    """Each quarter's stories in six steps, from the question to what was given back."""
    told = reads.story_rounds(here.program, here.membership, here.participant, today_in(here))
    return render(request, "community/round_list.html", {"here": here, "told": told})


@program_view(*FACILITATING)
@require_http_methods(["GET", "HEAD", "POST"])
def round_write(request: HttpRequest, here: Here, quarter: int) -> HttpResponse:
    """What was seen, what is done about it, and what everybody is told."""
    today = today_in(here)
    if not 1 <= quarter <= current_quarter(here.program, today):
        raise Http404
    form = RoundForm(request.POST or None, known=reads.story_round(here.program, quarter))
    if request.method == "POST" and form.is_valid():
        try:
            write_round(
                actor=here.membership,
                program=here.program,
                quarter=quarter,
                words=form.words,
                on=today,
                now=clock.now(),
            )
        except BelongingError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Kept. Everybody sees it."))
            return back(here, "community:round-list")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK
    return render(
        request, "community/round_write.html", {"here": here, "form": form, "quarter": quarter}, status=status
    )
