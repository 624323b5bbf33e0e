"""The code book: what people write about, found by people, with a machine's suggestions beside them."""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.tenancy.access import asks_before_a_file
from belonging.tenancy.enums import Role
from community.enums import Feeling
from community.exports import themes_csv
from community.forms.themes import MergeForm, ThemeForm
from community.models import Theme
from community.selectors import themes as reads
from community.selectors.theme_chart import bubbles_of
from community.services import themes as writes
from programs.access import Here, back, done, program_view
from surveys.selectors.words import restricted_count

READERS = (Role.FACILITATOR, Role.ADMIN)


@program_view(*READERS)
@require_safe
def theme_list(request: HttpRequest, here: Here) -> HttpResponse:
    """The themes, how often people found each by month, and how far readers agree."""
    book = reads.code_book(here.program, here.membership, asked=request.GET.get("asked", ""))
    words = {
        "here": here,
        "book": book,
        "chart": bubbles_of(book) if book.months else None,
        "restricted_count": restricted_count(here.program) if here.membership.role == Role.ADMIN else None,
    }
    return render(request, "community/theme_list.html", words)


@program_view(*READERS)
@require_POST
def theme_begin(request: HttpRequest, here: Here) -> HttpResponse:
    """Begins the code book with the first three themes."""
    words = {"actor": here.membership, "program": here.program}
    return done(request, writes.keep_first_themes, _("Three themes to begin with."), _list(here), **words)


@program_view(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def theme_create(request: HttpRequest, here: Here) -> HttpResponse:
    """One more theme."""
    return _theme_page(request, here, None, ThemeForm(request.POST or None))


@program_view(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def theme_detail(request: HttpRequest, here: Here, theme: UUID) -> HttpResponse:
    """A theme with its texts; another name and other terms for it."""
    found = _found(here, theme)
    initial = {"name": found.name, "terms": "\n".join(found.terms)}
    return _theme_page(request, here, found, ThemeForm(request.POST or None, initial=initial))


@program_view(*READERS)
@require_POST
def theme_merge(request: HttpRequest, here: Here, theme: UUID) -> HttpResponse:
    """Counts a theme as another one, or as itself again."""
    found = _found(here, theme)
    form = MergeForm(request.POST, others=reads.themes_of(here.program))
    if not form.is_valid():
        raise Http404
    words = {"actor": here.membership, "theme": found, "into": form.into_chosen}
    return done(request, writes.merge_theme, _("Counted so from now on."), _list(here), **words)


@program_view(*READERS)
@require_http_methods(["GET", "HEAD", "POST"])
def text_read(request: HttpRequest, here: Here) -> HttpResponse:
    """The next text for this person, with every theme to tick; what a machine suggests is labelled and not ticked."""
    if request.method != "POST":
        text = reads.next_text(here.program, here.membership)
        shown = reads.suggestions_for(text, reads.themes_of(here.program)) if text else []
        page = {"here": here, "text": text, "suggestions": shown, "feelings": Feeling.choices}
        return render(request, "community/text_read.html", page)
    name = request.POST.get("text", "")
    found = next((one for one in reads.texts_of(here.program) if one.name == name), None)
    if found is None:
        raise Http404
    said = {"themes": request.POST.getlist("themes"), "feeling": request.POST.get("feeling", "")}
    words = {"actor": here.membership, "program": here.program, "text": found} | said
    after = back(here, "community:text-read")
    return done(request, writes.code_text, _("Kept."), after, **words)


@program_view(*READERS)
@require_safe
@asks_before_a_file
def theme_export(request: HttpRequest, here: Here) -> HttpResponse:
    """How often each theme was found, by month, as a file."""
    book = reads.code_book(here.program, here.membership, asked=request.GET.get("asked", ""))
    response = HttpResponse(themes_csv(book), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="themes.csv"'
    return response


def _theme_page(request: HttpRequest, here: Here, theme: Theme | None, form: ThemeForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        try:
            writes.keep_theme(
                actor=here.membership, program=here.program, theme=theme, name=form.cleaned_data["name"],
                terms=form.lines, now=clock.now(),
            )  # fmt: skip
        except BelongingError as refusal:
            form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))
        else:
            messages.success(request, _("Kept."))
            return _list(here)
    words: dict[str, object] = {"here": here, "theme": theme, "form": form}
    if theme is not None:
        others = [one for one in reads.themes_of(here.program) if one.pk != theme.pk]
        chosen = str(theme.merged_into.public_id) if theme.merged_into else ""
        words |= {"merge": MergeForm(others=others, initial={"into": chosen})}
        words |= {"examples": reads.examples_of(here.program, theme)}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "community/theme_detail.html", words, status=status)


def _found(here: Here, public_id: UUID) -> Theme:
    found = reads.theme_by_public_id(here.program, public_id)
    if found is None:
        raise Http404
    return found


def _list(here: Here) -> HttpResponse:
    return back(here, "community:theme-list")
