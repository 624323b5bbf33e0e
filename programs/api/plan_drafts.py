"""A program's plan being changed, by API: what publishing would do, one change, publish, drop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import Text
from belonging.tenancy.enums import Role
from programs.api.base import EditView
from programs.api.plans import TemplateSerializer
from programs.enums import LearningKind
from programs.plan_edits import COLLECTIONS, Add, Copy, Edit, Move, Remove, UseBlock
from programs.selectors.drafts import draft_of
from programs.selectors.plan_changes import publishing_of
from programs.services import plan_drafts, plans
from programs.services.plan_changes import publish_draft

if TYPE_CHECKING:
    from programs.models import PlanDraft, Template

ACTS = ("move", "add", "remove", "copy", "block")


class EditSerializer(serializers.Serializer[Any]):
    """One change of the draft: which of the fields are needed depends on `act`."""

    act = serializers.ChoiceField(choices=ACTS)
    collection = serializers.ChoiceField(choices=COLLECTIONS, default="events")
    key = Text(max_length=60, default="")
    month = serializers.IntegerField(min_value=0, max_value=36)
    to = serializers.IntegerField(min_value=0, max_value=36, default=0)
    title = Text(max_length=120, default="")
    kind = serializers.ChoiceField(choices=LearningKind.choices, default=LearningKind.EXPERIENTIAL.value)

    @property
    def edit(self) -> Edit:
        """The change."""
        data = self.validated_data
        where = (data["collection"], data["key"], data["month"])
        match data["act"]:
            case "move":
                return Move(*where, data["to"])
            case "remove":
                return Remove(*where)
            case "copy":
                return Copy(*where)
            case "block":
                return UseBlock(data["key"], data["month"])
            case _:
                return Add(data["collection"], data["title"], data["kind"], data["month"])

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """What is added has a title, everything else a key."""
        needed = "title" if attrs["act"] == "add" else "key"
        if not attrs[needed]:
            raise serializers.ValidationError({needed: _("This is needed here.")})
        return attrs


class ChangeSerializer(serializers.Serializer[Any]):
    """One difference that publishing brings about."""

    title = Text()
    what = Text()
    people = serializers.IntegerField()
    is_refused = serializers.BooleanField()


class Draft(EditView):
    """The plan being changed."""

    roles = (Role.ADMIN,)

    @extend_schema(operation_id="plan_draft", responses=ChangeSerializer(many=True))
    def get(self, request: Request, **kwargs: Any) -> Response:
        """What publishing would change, and whom it touches."""
        template, draft = self._both()
        if draft is None:
            return Response([])
        old, new = plans.read(template.content), plans.read(draft.content)
        found = publishing_of(self.here.program, old, new, clock.now())
        return Response(ChangeSerializer(found.changes, many=True).data)

    @extend_schema(operation_id="plan_draft_change", request=EditSerializer, responses={204: None})
    def post(self, request: Request, **kwargs: Any) -> Response:
        """Makes one change; nobody lives by it until it is published."""
        template, _draft = self._both()
        body = EditSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        plan_drafts.edit_draft(
            actor=self.here.membership, template=template, program=self.here.program, edit=body.edit, now=clock.now()
        )
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(operation_id="plan_draft_publish", request=None, responses=TemplateSerializer)
    def put(self, request: Request, **kwargs: Any) -> Response:
        """Publishes it."""
        _template, draft = self._both()
        if draft is None:
            raise Http404
        here = self.here
        kept = publish_draft(actor=here.membership, program=here.program, draft=draft, now=clock.now())
        return Response(TemplateSerializer(kept).data)

    @extend_schema(operation_id="plan_draft_drop", responses={204: None})
    def delete(self, request: Request, **kwargs: Any) -> Response:
        """Throws it away."""
        _template, draft = self._both()
        if draft is None:
            raise Http404
        plan_drafts.drop_draft(actor=self.here.membership, draft=draft, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)

    def _both(self) -> tuple[Template, PlanDraft | None]:
        template = self.here.program.template
        if template is None:
            raise Http404
        return template, draft_of(template, self.here.program)
