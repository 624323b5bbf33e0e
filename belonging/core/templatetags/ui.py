"""Tiny presentation helpers: own drawings on a 24-unit grid, faces, marks, numbers and days."""

from datetime import date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from django import template
from django.forms import BoundField
from django.template import Context, Node, defaulttags
from django.template.base import FilterExpression, Parser, TextNode, Token, Variable
from django.template.library import SimpleNode
from django.urls import NoReverseMatch
from django.utils import formats, timezone
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from belonging.core import charts, editions
from belonging.core.addresses import address
from belonging.core.charts import Seat, colour_of, mark_path
from belonging.core.icons import ICONS
from belonging.core.markup import to_short_html
from belonging.core.tongues import Spoken, page_language, runs

register = template.Library()
MIDDLE = timedelta(days=14)
TURNING = {"left", "right", "list"}  # they point where reading goes: the other way from right to left


class Face(Protocol):
    """Anybody who can be drawn as a round face."""

    @property
    def initials(self) -> str:
        """One or two letters."""

    @property
    def segment_index(self) -> int | None:
        """The place of their segment in the program's list, 0 first; None when it is one of the others."""


class AddressNode(defaulttags.URLNode):
    """Django's `url`, by `core.addresses`."""

    def render(self, context: Context) -> str:
        if self.kwargs:
            return super().render(context)
        found = ""
        try:
            found = address(self.view_name.resolve(context), *(one.resolve(context) for one in self.args))
        except NoReverseMatch:
            if self.asvar is None:
                raise
        if self.asvar is None:
            return conditional_escape(found) if context.autoescape else found
        context[self.asvar] = found
        return ""


@register.tag
def url(parser: Parser, token: Token) -> Node:
    """Every `{% url %}` of the product: the same addresses as Django's, which a list of a hundred lines waits for."""
    node = defaulttags.url(parser, token)
    return AddressNode(node.view_name, node.args, node.kwargs, node.asvar)


def draw_icon(name: str, size: int = 20, label: str = "") -> SafeString:
    """An own drawing. Without a label it is decoration and screen readers pass over it."""
    a11y = format_html('role="img" aria-label="{}"', label) if label else 'aria-hidden="true"'
    turns = " turns" if name in TURNING else ""
    # Nothing in it comes from anybody but the label; a page has some two hundred.
    return mark_safe(  # noqa: S308
        f'<svg class="icon{turns}" width="{int(size)}" height="{int(size)}" viewBox="0 0 24 24" {a11y}>'
        f'<path d="{ICONS[name]}"/></svg>'
    )


drawn_each_time = template.Library()
drawn_each_time.simple_tag(draw_icon, name="icon")


def _stands_there(word: FilterExpression) -> bool:
    """Whether a tag's argument is in the template as it is: neither looked up, nor filtered, nor translated."""
    said = word.var.literal if isinstance(word.var, Variable) else word.var
    return not word.filters and isinstance(said, str | int)


@register.tag
def icon(parser: Parser, token: Token) -> Node:
    """`draw_icon`; once for all where everything it is told stands in the template, as it nearly always does."""
    node: SimpleNode = drawn_each_time.tags["icon"](parser, token)
    if node.target_var or not all(map(_stands_there, [*node.args, *node.kwargs.values()])):
        return node
    return TextNode(node.render(Context()))


@register.simple_tag
def avatar(person: Face, size: str = "md") -> SafeString:
    """A face: initials on the tint of their segment. The name always stands beside it, so it is hidden from readers."""
    colour = colour_of(getattr(person, "segment_index", None))
    return format_html('<span class="avatar avatar-{} g{}" aria-hidden="true">{}</span>', size, colour, person.initials)


@register.simple_tag
def mark(kind: str, n: int, size: int = 14) -> SafeString:
    """The small outline of a segment in its colour: 1 to 6, or 0 for "others"."""
    path = mark_path(kind, 7, 7.6 if kind == "triangle" else 7, 5)
    frame = '<svg class="mark" width="{}" height="{}" viewBox="0 0 14 14" aria-hidden="true">{}</svg>'
    return format_html(frame, size, size, format_html('<path class="fill-g{}" d="{}"/>', n, path))


@register.simple_tag
def number(value: float | None, digits: int = 0) -> str:
    """A figure in the reader's language. What is not defined is a dash, never a zero."""
    if value is None:
        return "–"
    return formats.number_format(
        round(value, digits), decimal_pos=digits, use_l10n=True, force_grouping=abs(value) >= 10_000
    )


@register.simple_tag
def percent(part: int, whole: int) -> str:
    """A share in words: "91%", or "4 of 7" below twenty people, where a percentage would pretend to precision."""
    if whole < 20:
        return _("%(part)s of %(whole)s") % {"part": part, "whole": whole}
    return f"{100 * part / whole:.0f}%"


@register.simple_tag
def day(value: date | datetime | None, zone: str = "") -> str:
    """A day as people say it: "Thursday 16 July". A moment is first moved to the given time zone."""
    if value is None:
        return ""
    return formats.date_format(_local(value, zone), "WEEKDAY_FORMAT")


@register.filter
def month_name(begins_on: date, form: str = "F") -> str:
    """
    The name of a program month: the calendar month that holds its middle. 26 October to 25 November is November.

    `form` is Django's date format, "F" for the whole name.
    """
    return formats.date_format(begins_on + MIDDLE, form)


@register.simple_tag
def moment(value: datetime | None, zone: str = "") -> str:
    """A day and the time: "Thursday 16 July, 12:30", in the given time zone."""
    if value is None:
        return ""
    return formats.date_format(_local(value, zone), "DATETIME_FORMAT")


def _local(value: date | datetime, zone: str) -> date | datetime:
    if not isinstance(value, datetime):
        return value
    return timezone.localtime(value, ZoneInfo(zone) if zone else None)


@register.filter
def written(text: str) -> SafeString:
    """What people write to each other, with their stresses, lists and links, safe to show."""
    return to_short_html(text)


@register.filter
def spoken(text: str) -> str:
    """A text in another language than its page is marked so, for screen readers and for the way it runs."""
    language = text.language if isinstance(text, Spoken) else ""
    if not language or language == page_language():
        return text
    return format_html('<bdi lang="{}" dir="{}">{}</bdi>', language, runs(language), text)


@register.filter
def edition_field(contents: object) -> SafeString:
    """What a form carries along of the edition it is opened on: nothing of it is laid unseen over somebody else's."""
    return editions.edition_field(contents)


@register.simple_tag
def year_ring(month: int) -> tuple[Seat, ...]:
    """The twelve seats of the year, ready to draw: {% year_ring 7 as seats %}."""
    return charts.year_ring(month)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """A form control in our dress. Django adds what describes it and whether it is wrong."""
    plain = field.widget_type in {"checkbox", "radioselect", "checkboxselectmultiple"}
    return field.as_widget(attrs={} if plain else {"class": "input"})
