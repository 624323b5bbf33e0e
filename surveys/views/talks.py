"""
What is said to and fro about a remark: under a code for its writer, in the open for those who run the program.

A code is only ever in the body of a request and of its answer: never in an address, a session, a message or a mail.
"""

from http import HTTPStatus
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core.errors import BelongingError
from belonging.tenancy.access import leave_no_trace
from programs.access import Here, back, done, program_view
from programs.rules import FACILITATING
from surveys.forms.talks import CodeForm, WordsBackForm, WordsForm
from surveys.rules import may_open_folder
from surveys.selectors.talks import talk_about, talks_in
from surveys.selectors.words import readable_remarks
from surveys.services import replies

NO_MATTER = HTTPStatus.UNPROCESSABLE_ENTITY


@program_view()
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def reply_read(request: HttpRequest, here: Here) -> HttpResponse:
    """Answers to what I wrote, for whoever types the code."""
    leave_no_trace(request)
    form = CodeForm(request.POST or None)
    if request.method != "POST":
        return _page(request, form)
    return _read(request, here, form)


@program_view()
@sensitive_post_parameters()
@require_POST
def reply_send(request: HttpRequest, here: Here) -> HttpResponse:
    """Says something back; sealed at once."""
    leave_no_trace(request)
    form, code = WordsBackForm(request.POST), CodeForm(request.POST)
    if not form.is_valid():
        return _read(request, here, code, words=form)
    try:
        replies.say_back(program=here.program, membership=here.membership, **form.cleaned_data)
    except BelongingError as refusal:
        form.add_error("text", str(refusal))
        return _read(request, here, code, words=form)
    return _read(request, here, code, is_sealed=True)


def _read(request: HttpRequest, here: Here, form: CodeForm, **more: object) -> HttpResponse:
    status = NO_MATTER if "words" in more or not form.is_valid() else HTTPStatus.OK
    if form.is_valid():
        code = form.cleaned_data["code"]
        try:
            more["talks"] = replies.talks_for(program=here.program, membership=here.membership, code=code)
        except BelongingError as refusal:
            form.add_error("code", str(refusal))
            status = NO_MATTER
        else:
            more["code"] = code
    return _page(request, form, status, **more)


def _page(request: HttpRequest, form: CodeForm, status: int = HTTPStatus.OK, **more: object) -> HttpResponse:
    response = render(request, "surveys/reply_read.html", {"form": form} | more, status=status)
    response["Cache-Control"] = "no-store"
    return response


@program_view(*FACILITATING)
@require_safe
def talk_list(request: HttpRequest, here: Here) -> HttpResponse:
    """Remarks about which something was said since, the newest first."""
    talks = talks_in(here.program, restricted=may_open_folder(here.membership))
    return render(request, "surveys/talk_list.html", {"talks": talks})


@program_view(*FACILITATING)
@require_http_methods(["GET", "HEAD", "POST"])
def talk_detail(request: HttpRequest, here: Here, remark: UUID) -> HttpResponse:
    """One remark, what was said since, and room for an answer."""
    readable = readable_remarks(here.program, restricted=may_open_folder(here.membership))
    found = get_object_or_404(readable, pk=remark)
    form = WordsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        words = {"actor": here.membership, "remark": found} | form.cleaned_data
        said = _("It stands beside the remark. Whoever wrote it reads it when they come with their code.")
        return done(request, replies.answer_remark, said, back(here, "surveys:talk-detail", remark), **words)
    status = NO_MATTER if request.method == "POST" else HTTPStatus.OK
    return render(request, "surveys/talk_detail.html", {"talk": talk_about(found), "form": form}, status=status)
