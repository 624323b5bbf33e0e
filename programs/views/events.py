"""Pages of events for those who come: the list, one event, replies, being there, and the calendar."""

from http import HTTPStatus
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe
from functools import wraps
from typing import Any

from belonging.core import clock
from belonging.core.errors import BelongingError
from belonging.core.htmx import is_htmx, with_event
from belonging.tenancy.access import View
from programs import exports
from programs.access import Here, program_view
from programs.enums import Attendance, ReplyState
from programs.forms.events import NONE, CheckInForm, RatingForm, ReplyForm
from programs.models import Event
from programs.rules import is_check_in_open, may_change_event, may_facilitate
from programs.selectors import events as reads
from programs.services import event_replies as writes
from programs.services import feeds
