"""Lists of questions of an organization's own by API: made, read, changed. What was asked once is never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import MadeSerializer, Text
from belonging.tenancy.api.base import KEY, made_once
from programs.api.base import EditView, ProgramView
from programs.rules import FACILITATING
from surveys.enums import AGREEMENT, Dimension, ItemKind
from surveys.forms.instruments import free_key, reworded
from surveys.models import Instrument, Item
from surveys.rules import LONGEST_INTRO, LONGEST_LABEL, LONGEST_TEXT, LONGEST_TITLE, MOST_ITEMS
from surveys.selectors import waves
from surveys.services import built_in
from surveys.services.built_in import Head, ItemWords

LANGUAGES = list(settings.LANGUAGES)


class AskedSerializer(serializers.Serializer[Any]):
    """One question in the language of the original; `key` is the short name of one that is there already."""

    key = serializers.SlugField(max_length=40, default="", allow_blank=True)
    text = Text(max_length=LONGEST_TEXT)
    kind = serializers.ChoiceField(choices=ItemKind.choices, default=ItemKind.SCALE.value)
    dimension = serializers.ChoiceField(choices=Dimension.choices, default="", allow_blank=True)
    is_reverse = serializers.BooleanField(default=False)
    options = serializers.ListField(child=Text(max_length=LONGEST_LABEL), default=list, max_length=20)
    fix = Text(max_length=LONGEST_TEXT, default="", allow_blank=True)


class ListWordsSerializer(serializers.Serializer[Any]):
    """What stands above the questions, the five answers to a statement (none: the product's own), and the questions."""

    title = Text(max_length=LONGEST_TITLE)
    intro = Text(max_length=LONGEST_INTRO, default="", allow_blank=True)
    anchors = serializers.ListField(child=Text(max_length=LONGEST_LABEL), default=list, max_length=len(AGREEMENT))
    items = serializers.ListField(child=AskedSerializer(), min_length=1, max_length=MOST_ITEMS)


class NewListSerializer(ListWordsSerializer):
    """The same, and the language of the original."""

    language = serializers.ChoiceField(choices=LANGUAGES)


class AskedNowSerializer(AskedSerializer):
    """A question as it stands; of the core no word is changed."""

    is_core = serializers.BooleanField()


class ListSerializer(serializers.Serializer[Any]):
    """One version of a list of questions in the language of its original; `id` names the version."""

    id = serializers.UUIDField()
    version = serializers.IntegerField()
    language = Text()
    title = Text()
    intro = Text()
    anchors = serializers.ListField(child=Text())
    items = AskedNowSerializer(many=True)


class ListMake(ProgramView):
    """New lists of questions."""

    roles = FACILITATING

    @extend_schema(
        operation_id="question_list_make", request=NewListSerializer, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Keeps one; once for an Idempotency-Key."""
        me, body = self.here.membership, NewListSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words = body.validated_data

        def act() -> dict[str, Any]:
            head, items = _head(words, words["language"]), _items(words["items"], words["language"])
            made = built_in.create_instrument(actor=me, head=head, items=items, now=clock.now())
            return dict(MadeSerializer(made).data)

        return made_once(request, me, {"question_list": words}, act)


class ListDetail(EditView):
    """One list of questions."""

    roles = FACILITATING

    def stand_in_line(self) -> None:
        """Waits for other changes of it too: the list serves every program of the organization."""
        super().stand_in_line()
        waves.locked_instrument(self._found(self.kwargs["instrument"]))

    @extend_schema(operation_id="question_list", responses=ListSerializer)
    def get(self, request: Request, instrument: UUID, **kwargs: Any) -> Response:
        """As it is asked."""
        return Response(_told(self._found(instrument)))

    @extend_schema(operation_id="question_list_change", request=ListWordsSerializer, responses=ListSerializer)
    def put(self, request: Request, instrument: UUID, **kwargs: Any) -> Response:
        """Keeps it: as the next version, with an id of its own, once the list was asked."""
        found, body = self._found(instrument), ListWordsSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words, language = body.validated_data, found.language
        head, items = _head(words, language, found), _items(words["items"], language, waves.items_of(found))
        me, now = self.here.membership, clock.now()
        kept = built_in.change_instrument(actor=me, instrument=found, head=head, items=items, now=now)
        return Response(_told(kept))

    def _found(self, public_id: UUID) -> Instrument:
        found = waves.instrument_by_public_id(public_id)
        if found is None:
            raise Http404
        return found


def _head(words: Mapping[str, Any], language: str, old: Instrument | None = None) -> Head:
    return Head(
        reworded(old.titles if old else {}, language, words["title"]),
        reworded(old.intros if old else {}, language, words["intro"]),
        reworded(old.anchors if old else {}, language, words["anchors"]),
        language,
    )


def _items(asked: Sequence[Mapping[str, Any]], language: str, old: Sequence[Item] = ()) -> list[ItemWords]:
    known, taken, found = {item.key: item for item in old}, {one["key"] for one in asked if one["key"]}, []
    for one in asked:
        item = known.get(one["key"])
        key = one["key"] if item else free_key(one["key"] or one["text"], taken - {one["key"]})
        taken.add(key)
        kind, is_core = one["kind"], item is not None and item.is_core
        options = one["options"] if kind == ItemKind.CHOICE else []
        found.append(ItemWords(
            key, kind, one["dimension"], one["is_reverse"] and kind == ItemKind.SCALE, is_core,
            reworded(item.texts if item else {}, language, one["text"]),
            reworded(item.options if item else {}, language, options),
            reworded(item.fixes if item else {}, language, one["fix"]),
        ))  # fmt: skip
    return found


def _told(found: Instrument) -> Any:
    language = found.language
    items = [
        {name: getattr(item, name) for name in ("key", "kind", "dimension", "is_reverse", "is_core")}
        | {"text": item.texts.get(language, ""), "fix": item.fixes.get(language, "")}
        | {"options": item.options.get(language, [])}
        for item in waves.items_of(found)
    ]
    words = {"id": found.public_id, "version": found.version, "language": language, "items": items}
    words |= {"title": found.titles.get(language, ""), "intro": found.intros.get(language, "")}
    return ListSerializer(words | {"anchors": found.anchors.get(language, [])}).data
