"""What an organization calls things, by API: everything at once, and one thing in one language."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import Text
from belonging.core.wording.forms import GENDER, GENDERS, MANY, MOST_LETTERS, ONE, TWO
from belonging.core.wording.terms import TERMS, Term
from belonging.tenancy import services
from belonging.tenancy.api.base import OrganizationEdit, OrganizationView
from belonging.tenancy.enums import OwnWord, Role
from belonging.tenancy.selectors import own_word, word_lines

ASKED = (ONE, MANY, TWO, GENDER)
FORM = "form:"


class WordLineSerializer(serializers.Serializer[Any]):
    """What one thing is called in one language; nothing of its own: as the product says."""

    word = serializers.ChoiceField(choices=OwnWord.choices)
    about = Text(source="word.label")
    language = Text()
    product = Text()
    own = Text(allow_blank=True)


class OwnWordSerializer(serializers.Serializer[Any]):
    """
    One thing in one language: what `asks` names, or nothing at all for what the product says. `forms` are those that a
    rule would get wrong, as they stand in sentences, by the keys that `has_forms` names.
    """

    one = Text(max_length=MOST_LETTERS, default="", allow_blank=True)
    many = Text(max_length=MOST_LETTERS, default="", allow_blank=True)  # type: ignore[assignment]
    two = Text(max_length=MOST_LETTERS, default="", allow_blank=True)
    gender = serializers.ChoiceField(choices=GENDERS, default="", allow_blank=True)
    forms = serializers.DictField(child=Text(max_length=MOST_LETTERS, allow_blank=True), default=dict)
    asks = serializers.ListField(child=Text(), read_only=True)
    has_forms = serializers.ListField(child=Text(), read_only=True)

    @property
    def own(self) -> dict[str, str]:
        """What was said, as an organization keeps it."""
        said = self.validated_data
        return {key: said[key] for key in ASKED} | {f"{FORM}{key}": text for key, text in said["forms"].items()}


class WordList(OrganizationView):
    """All words."""

    roles = (Role.ADMIN,)

    @extend_schema(operation_id="word_list", responses=WordLineSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """What the product calls things and what the organization does, in every language."""
        lines = [line for lines in word_lines(self.membership.organization) for line in lines]
        return Response(WordLineSerializer(lines, many=True).data)


class Word(OrganizationEdit):
    """One thing in one language."""

    roles = (Role.ADMIN,)

    @extend_schema(operation_id="word", responses=OwnWordSerializer)
    def get(self, request: Request, language: str, word: str, **kwargs: Any) -> Response:
        """What the organization said of it."""
        term = _term(language, word)
        own, forms = own_word(self.membership.organization, term, language), term.forms[language]
        words: dict[str, Any] = {key: own.get(key, "") for key in ASKED}
        words |= {"forms": {key.removeprefix(FORM): text for key, text in own.items() if key.startswith(FORM)}}
        words |= {"asks": term.asks[language], "has_forms": [form.key for form in forms]}
        return Response(OwnWordSerializer(words).data)

    @extend_schema(operation_id="word_set", request=OwnWordSerializer, responses=OwnWordSerializer)
    def put(self, request: Request, language: str, word: str, **kwargs: Any) -> Response:
        """Says it everywhere from now on; all empty: what the product says."""
        term, body = _term(language, word), OwnWordSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        who = self.membership
        who.organization = services.set_own_word(actor=who, term=term, language=language, own=body.own, now=clock.now())
        return self.get(request, language=language, word=word)


def _term(language: str, word: str) -> Term:
    """What an address names; raises Http404 for another word or language."""
    term = TERMS.get(word)
    if term is None or language not in term.asks:
        raise Http404
    return term
