"""Tasks of one's own, and the private words of somebody who is stuck, by API: read by them and who looks after them."""

from typing import Any
from uuid import UUID

from django.http import Http404
from drf_spectacular.utils import extend_schema
from rest_framework import serializers, status
from rest_framework.request import Request
from rest_framework.response import Response

from belonging.core import clock
from belonging.core.api_parts import MadeSerializer, NamedSerializer, Text
from belonging.tenancy.api.base import KEY, made_once
from belonging.tenancy.enums import Duty
from programs.api.base import ProgramView
from programs.models import Thread
from programs.rules import may_facilitate
from programs.selectors import threads as reads
from programs.selectors.remits import thread_seen
from programs.services import threads as writes


class TaskSerializer(serializers.Serializer[Any]):
    """Something that the caller is asked to do, and whom it is about."""

    id = serializers.UUIDField(source="public_id")
    title = Text()
    text = Text()
    due_on = serializers.DateField()
    done_at = serializers.DateTimeField(allow_null=True)
    about = NamedSerializer(allow_null=True)
    thread = serializers.UUIDField(source="thread.public_id", allow_null=True)


class TaskListSerializer(serializers.Serializer[Any]):
    """What the caller is asked to do, and what they did last."""

    open = TaskSerializer(many=True)
    finished = TaskSerializer(many=True)


class PrivateThreadSerializer(serializers.Serializer[Any]):
    """A private word: who began it, and about which step."""

    id = serializers.UUIDField(source="public_id")
    person = NamedSerializer(source="participant")
    step = Text(source="step.title", allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)


class ThreadListSerializer(serializers.Serializer[Any]):
    """The caller's own, and of those who are looked after what is open and what was closed last."""

    mine = PrivateThreadSerializer(many=True)
    queue = PrivateThreadSerializer(many=True)
    closed = PrivateThreadSerializer(many=True)


class PrivateMessageSerializer(serializers.Serializer[Any]):
    """One message."""

    author = NamedSerializer()
    text = Text()
    written_at = serializers.DateTimeField()


class ThreadPageSerializer(PrivateThreadSerializer):
    """A private word with its messages."""

    messages = PrivateMessageSerializer(source="messages.all", many=True)


class PrivateWordsSerializer(serializers.Serializer[Any]):
    """A few words."""

    text = Text(max_length=writes.LONGEST)


class TaskList(ProgramView):
    """What the caller is asked to do in a program."""

    @extend_schema(operation_id="task_list", responses=TaskListSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """By the day it is due; what is done, the last first."""
        here = self.here
        found = {
            "open": reads.open_tasks(here.program, here.membership),
            "finished": reads.finished_tasks(here.program, here.membership),
        }
        return Response(TaskListSerializer(found).data)


class TaskDone(ProgramView):
    """A task of the caller, done or not."""

    @extend_schema(operation_id="task_complete", request=None, responses={204: None})
    def post(self, request: Request, task: UUID, **kwargs: Any) -> Response:
        """Done."""
        return self._set(task, is_done=True)

    @extend_schema(operation_id="task_reopen", responses={204: None})
    def delete(self, request: Request, task: UUID, **kwargs: Any) -> Response:
        """Not done after all."""
        return self._set(task, is_done=False)

    def _set(self, task: UUID, *, is_done: bool) -> Response:
        found = reads.task_by_public_id(self.here.program, self.here.membership, task)
        if found is None:
            raise Http404
        writes.finish_task(task=found, actor=self.here.membership, is_done=is_done, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)


class ThreadList(ProgramView):
    """Private words to those who run the program."""

    for_people = True

    @extend_schema(operation_id="thread_list", responses=ThreadListSerializer)
    def get(self, request: Request, **kwargs: Any) -> Response:
        """The caller's own; for those who run the program everybody's whom they look after as well."""
        here = self.here
        leads = may_facilitate(here.membership, Duty.PEOPLE)
        found = {
            "mine": reads.threads_of(here.participant) if here.participant else [],
            "queue": reads.open_threads(here.program, here.segments) if leads else [],
            "closed": reads.closed_threads(here.program, here.segments) if leads else [],
        }
        return Response(ThreadListSerializer(found).data)


class _Thread(ProgramView):
    for_people = True

    def _readable(self, public_id: UUID) -> Thread:
        found = thread_seen(self.here.program, self.here.membership, public_id)
        if found is None:
            raise Http404
        return found


class ThreadDetail(_Thread):
    """One private exchange."""

    @extend_schema(operation_id="thread", responses=ThreadPageSerializer)
    def get(self, request: Request, thread: UUID, **kwargs: Any) -> Response:
        """With its messages, the first one first."""
        return Response(ThreadPageSerializer(self._readable(thread)).data)

    @extend_schema(
        operation_id="thread_answer", request=PrivateWordsSerializer, responses={201: MadeSerializer}, parameters=[KEY]
    )
    def post(self, request: Request, thread: UUID, **kwargs: Any) -> Response:
        """Adds a word and tells the other side that there is one; once for an Idempotency-Key."""
        found, body = self._readable(thread), PrivateWordsSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        words, me = body.validated_data, self.here.membership

        def act() -> dict[str, Any]:
            said = writes.answer_thread(thread=found, author=me, now=clock.now(), **words)
            return dict(MadeSerializer(said).data)

        return made_once(request, me, {"thread": found.pk, **words}, act)


class ThreadClosed(_Thread):
    """A private exchange, settled or not."""

    @extend_schema(operation_id="thread_close", request=None, responses={204: None})
    def post(self, request: Request, thread: UUID, **kwargs: Any) -> Response:
        """Settled; it stays readable."""
        return self._set(thread, is_closed=True)

    @extend_schema(operation_id="thread_reopen", responses={204: None})
    def delete(self, request: Request, thread: UUID, **kwargs: Any) -> Response:
        """Not settled after all."""
        return self._set(thread, is_closed=False)

    def _set(self, thread: UUID, *, is_closed: bool) -> Response:
        found = self._readable(thread)
        writes.close_thread(thread=found, actor=self.here.membership, is_closed=is_closed, now=clock.now())
        return Response(status=status.HTTP_204_NO_CONTENT)
