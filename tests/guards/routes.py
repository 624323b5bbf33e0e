"""
Every address under an organization, and how to fill it in.

The addresses come from the resolver. ARGUMENTS says for each what stands in its place; an address that is not in the
table fails test_every_address_is_in_the_table, so that a new page is walked from its first day.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from belonging.core import clock
from belonging.tools.enums import TokenScope, WebhookEvent
from programs.models import Program
from tests.cast import TODAY
from tests.guards.path_rows import MONTH
from tests.guards.plan_rows import TEMPLATE
from tests.guards.tables import Planted

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")
KIND = "norms"
EVERYWHERE = {"month": MONTH, "kind": KIND, "quarter": 1}  # arguments that name no row
NOWHERE = UUID("00000000-0000-4000-8000-000000000000")
UNDER_AN_ORGANIZATION = ("o/<slug:organization>", "api/v1/o/")
Find = Callable[[Planted, Program], Any]

# What an argument besides `organization` and `program` is, in a house and one of its programs.
FINDERS: dict[str, Find] = {
    "member": lambda planted, program: planted.house.mira.membership.public_id,
    "facilitator": lambda planted, program: planted.house.ada.membership.public_id,
    "interaction": lambda planted, program: planted.times[program.pk].public_id,
    "person": lambda planted, program: planted.others[program.pk].public_id,
    "introduction": lambda planted, program: planted.introductions[program.pk].introduction.public_id,
    "round": lambda planted, program: planted.introductions[program.pk].planned.public_id,
    "job": lambda planted, program: planted.jobs[program.pk].public_id,
    "file": lambda planted, program: planted.files[program.pk].public_id,
    "invitation": lambda planted, program: planted.invitation.public_id,
    "token": lambda planted, program: planted.tools.token.public_id,
    "webhook": lambda planted, program: planted.tools.webhook.public_id,
    "delivery": lambda planted, program: planted.tools.delivery.public_id,
    "resource": lambda planted, program: planted.libraries[program.pk].resource.public_id,
    "deck": lambda planted, program: planted.libraries[program.pk].deck.public_id,
    "wizard": lambda planted, program: planted.libraries[program.pk].wizard.public_id,
    "worksheet": lambda planted, program: planted.libraries[program.pk].worksheet.public_id,
    "template": lambda planted, program: planted.template.public_id,
    "answer": lambda planted, program: planted.libraries[program.pk].answer.public_id,
    "topic": lambda planted, program: planted.walls[program.pk].topic.public_id,
    "hour": lambda planted, program: planted.walls[program.pk].hour.public_id,
    "event": lambda planted, program: planted.events[program.pk].public_id,
    "entry": lambda planted, program: planted.maps[program.pk].entry.public_id,
    "step": lambda planted, program: planted.paths[program.pk].step.public_id,
    "promise": lambda planted, program: planted.paths[program.pk].promise.public_id,
    "task": lambda planted, program: planted.paths[program.pk].task.public_id,
    "thread": lambda planted, program: planted.paths[program.pk].thread.public_id,
    "entrance": lambda planted, program: planted.people[program.pk].entrance.public_id,
    "registration": lambda planted, program: planted.people[program.pk].registration.public_id,
    "letter": lambda planted, program: planted.people[program.pk].letter.public_id,
    "note": lambda planted, program: planted.people[program.pk].note.public_id,
    "place": lambda planted, program: planted.people[program.pk].note.public_id,  # nobody has left
    "wave": lambda planted, program: planted.surveys[program.pk].wave.public_id,
    "instrument": lambda planted, program: planted.surveys[program.pk].instrument.public_id,
    "action": lambda planted, program: planted.surveys[program.pk].action.public_id,
    "assessment": lambda planted, program: planted.surveys[program.pk].assessment.public_id,
    "remark": lambda planted, program: planted.surveys[program.pk].remark.pk,
    "theme": lambda planted, program: planted.community[program.pk].theme.public_id,
    "pair": lambda planted, program: planted.mentoring[program.pk].pair.public_id,
    "check_in": lambda planted, program: planted.mentoring[program.pk].check_in.public_id,
    "pair_note": lambda planted, program: planted.mentoring[program.pk].note.public_id,
    "ask": lambda planted, program: planted.mentoring[program.pk].ask.public_id,
    "made": lambda planted, program: planted.mentoring[program.pk].made.public_id,
    "drafted": lambda planted, program: planted.mentoring[program.pk].drafted.public_id,
    "agreed": lambda planted, program: planted.mentoring[program.pk].agreed.public_id,
    "month": lambda planted, program: MONTH,
    "kind": lambda planted, program: KIND,
    "quarter": lambda planted, program: 1,
    "language": lambda planted, program: "de",
    "word": lambda planted, program: "facilitator",
    "signal": lambda planted, program: planted.dashboards[program.pk].signal.public_id,
    "move": lambda planted, program: planted.dashboards[program.pk].move.public_id,
    "pack": lambda planted, program: planted.dashboards[program.pk].pack.public_id,
    "circle_note": lambda planted, program: planted.dashboards[program.pk].circle_note.public_id,
    "goal": lambda planted, program: planted.dashboards[program.pk].goal.public_id,
    "result": lambda planted, program: planted.dashboards[program.pk].result.public_id,
    "persona": lambda planted, program: planted.dashboards[program.pk].persona.public_id,
    "award": lambda planted, program: planted.community[program.pk].award.public_id,
    "nomination": lambda planted, program: planted.community[program.pk].nomination.public_id,
    "juror": lambda planted, program: planted.community[program.pk].juror.public_id,
    "nominee": lambda planted, program: planted.community[program.pk].nominee.public_id,
    "group": lambda planted, program: planted.community[program.pk].group.public_id,
    "seat": lambda planted, program: planted.community[program.pk].seat.public_id,
    "project": lambda planted, program: planted.community[program.pk].project.public_id,
    "project_step": lambda planted, program: planted.community[program.pk].project_step.public_id,
    "post": lambda planted, program: planted.community[program.pk].post.public_id,
    "thanks": lambda planted, program: planted.community[program.pk].thanks.public_id,
    "wall": lambda planted, program: planted.community[program.pk].wall.public_id,
    "wanted": lambda planted, program: planted.community[program.pk].wanted.public_id,
    "asked": lambda planted, program: planted.community[program.pk].asked.public_id,
    "note_on": lambda planted, program: planted.community[program.pk].note_on.public_id,
    "benefit": lambda planted, program: planted.community[program.pk].benefit.public_id,
    "side": lambda planted, program: planted.community[program.pk].side.public_id,
    "other": lambda planted, program: planted.community[program.pk].other.public_id,
    "sharing": lambda planted, program: planted.community[program.pk].sharing.public_id,
    "held": lambda planted, program: planted.community[program.pk].held.public_id,
    "report": lambda planted, program: planted.community[program.pk].report.public_id,
    "prompt": lambda planted, program: planted.community[program.pk].prompt.public_id,
    "seed": lambda planted, program: planted.community[program.pk].seed.public_id,
    "welcome": lambda planted, program: planted.community[program.pk].welcome.public_id,
    "story": lambda planted, program: planted.community[program.pk].story.public_id,
}

# Address by name → its argument besides organization and program.
IN_ORGANIZATION = {
    "programs:organization-home": "",
    "tenancy:member-list": "",
    "tenancy:member-invite": "",
    "tenancy:invitation-revoke": "invitation",
    "tenancy:member-role": "member",
    "tenancy:mail-list": "",
    "tenancy:mail-try-again": "member",
    "tenancy:mail-try-own": "",
    "tenancy:sign-in-edit": "",
    "tenancy:word-list": "",
    "tenancy:word-edit": "",
    "tenancy-api:word-list": "",
    "tenancy-api:word": "",
    "tools:provider-edit": "",
    "tools:provider-try": "",
    "tools:provider-remove": "",
    "tools:token-list": "",
    "tools:token-make": "",
    "tools:token-revoke": "token",
    "tools:webhook-list": "",
    "tools:webhook-make": "",
    "tools:webhook-detail": "webhook",
    "tools:delivery-resend": "delivery",
    "rights:own-data": "",
    "rights:person-erase": "",
    "rights:retention-edit": "",
    "dashboards:program-compare": "",
    "dashboards:circle-detail": "",
    "dashboards:circle-write": "",
    "dashboards:circle-role": "",
    "dashboards:circle-check": "",
    "dashboards:circle-remove": "circle_note",
    "programs:template-list": "",
    "programs:template-import": "",
    "programs:template-keep-seed": "",
    "programs:template-export": "template",
    "programs:template-lock": "template",
    "programs:template-build": "template",
    "programs:template-alter": "template",
    "programs:template-undo": "template",
    "programs:template-preview": "template",
    "programs:template-publish": "template",
    "programs:template-drop": "template",
    "programs:program-create": "",
    "programs-api:program-list": "",
    "programs-api:program-create": "",
    "programs-api:template-keep-seed": "",
    "programs:entrance-join": "entrance",
    "programs:place-rejoin": "place",
    "tenancy-api:mail-returned": "",
    "tenancy-api:mail-try-again": "member",
    "tenancy-api:mail-try-own": "",
    "dashboards-api:circle": "",
    "dashboards-api:circle-write": "",
    "dashboards-api:circle-note": "circle_note",
    "dashboards-api:circle-role": "",
    "dashboards-api:circle-check": "",
    "programs-api:entrance-list": "",
    "programs-api:entrance-join": "entrance",
    "programs-api:left-place-list": "",
    "programs-api:place-rejoin": "place",
}
IN_PROGRAM = {
    "network:home": "",
    "network:interaction-log": "",
    "network:interaction-list": "",
    "network:interaction-confirm": "interaction",
    "network:interaction-decline": "interaction",
    "network:interaction-undo": "interaction",
    "network:person-list": "",
    "network:person-find": "",
    "network:person-detail": "person",
    "network:person-block": "person",
    "network:person-unblock": "person",
    "network:consent-edit": "",
    "network:map-detail": "",
    "network:map-add": "",
    "network:map-find": "",
    "network:map-file": "",
    "network:calendar-import": "",
    "network-api:map-entry-list": "",
    "network-api:map-entry-detail": "entry",
    "network-api:map-update": "",
    "network-api:map-finish": "",
    "network-api:map-pairs": "",
    "network-api:map-acts": "",
    "network-api:map-gone": "",
    "network-api:map-rhythm": "entry",
    "network-api:map-quiet": "entry",
    "network-api:map-restore": "entry",
    "network-api:mention-list": "",
    "network-api:mention": "entry",
    "network-api:mention-confirm": "entry",
    "network-api:mention-decline": "entry",
    "network-api:time-erase": "interaction",
    "network-api:findable": "",
    "network-api:drawn-by-name": "",
    "network:map-finish": "",
    "network:map-sheet": "",
    "network:map-update": "",
    "network:map-know": "",
    "network:map-give": "",
    "network:map-connect": "",
    "network:map-place": "entry",
    "network:map-remove": "entry",
    "network:map-restore": "entry",
    "network:map-rhythm": "entry",
    "network:map-line": "entry",
    "network:map-quiet": "entry",
    "network:mention-confirm": "entry",
    "network:mention-decline": "entry",
    "network:mention-erase": "entry",
    "network:mention-list": "",
    "network:findable-set": "",
    "network:own-data-download": "",
    "network:time-erase": "interaction",
    "network:snapshot-ask": "",
    "network:community-name": "",
    "network:job-detail": "job",
    "network:introduction-list": "",
    "network:introduction-wish": "",
    "network:introduction-answer": "introduction",
    "network:introduction-met": "introduction",
    "network:outreach-list": "",
    "network:outreach-record": "person",
    "network:outreach-undo": "person",
    "network:round-list": "",
    "network:round-plan": "",
    "network:round-detail": "round",
    "network:round-start": "round",
    "network:round-drop": "round",
    "network:round-close": "round",
    "network:import-list": "",
    "network:import-people": "",
    "network:import-interactions": "",
    "network:import-detail": "file",
    "dashboards:dashboard": "",
    "dashboards:network-detail": "",
    "dashboards:network-time": "",
    "dashboards:month-compare": "",
    "dashboards:move-list": "",
    "dashboards:brief-wish": "",
    "dashboards:move-open": "signal",
    "dashboards:move-finish": "move",
    "dashboards:move-undo": "move",
    "dashboards:move-close": "move",
    "dashboards:goal-list": "",
    "dashboards:goal-write": "",
    "dashboards:goal-remove": "goal",
    "dashboards:result-add": "goal",
    "dashboards:result-remove": "result",
    "dashboards-api:goal-chart": "quarter",
    "dashboards-api:goal": "goal",
    "dashboards-api:result-add": "goal",
    "dashboards-api:result": "result",
    "dashboards-api:persona-list": "",
    "dashboards-api:persona": "persona",
    "dashboards-api:persona-things": "persona",
    "dashboards:persona-list": "",
    "dashboards:persona-detail": "persona",
    "dashboards:persona-tag": "persona",
    "dashboards:persona-remove": "persona",
    "dashboards:pack-list": "",
    "dashboards:pack-make": "",
    "dashboards:pack-detail": "pack",
    "dashboards:pack-file": "pack",
    "dashboards:network-file": "",
    "programs:definitions-edit": "",
    "programs:plan-detail": "",
    "programs:plan-move": "",
    "programs:plan-start": "",
    "programs:plan-copy": "",
    "programs:plan-archive": "",
    "programs:plan-bring-back": "",
    "programs:registration-list": "",
    "programs:entrance-edit": "",
    "programs:registration-invite": "",
    "programs:registration-pages": "",
    "programs:registration-accept": "registration",
    "programs:registration-decline": "registration",
    "programs:registration-link": "registration",
    "programs:registration-close": "registration",
    "programs:place-detail": "",
    "programs:place-pause": "",
    "programs:place-take-up": "",
    "programs:place-leave": "",
    "programs:welcome-list": "",
    "programs:welcome-write": "",
    "programs:welcome-withdraw": "note",
    "programs:welcome-put-away": "note",
    "programs:welcome-hide": "note",
    "programs-api:registration-list": "",
    "programs-api:registration-answer": "registration",
    "programs-api:registration-link": "registration",
    "programs-api:registration-pages": "",
    "programs-api:registration-invite": "",
    "programs-api:path-missed": "person",
    "programs-api:role-edit": "person",
    "programs-api:remit-list": "",
    "programs-api:remit": "facilitator",
    "programs-api:setup-list": "",
    "programs-api:setup-mail": "",
    "programs-api:event-host": "",
    "programs-api:agreement-take-back": "",
    "programs-api:newcomer-list": "",
    "programs-api:welcome-queue": "",
    "programs-api:note-away": "note",
    "programs-api:welcome-hide": "note",
    "programs-api:consent-list": "",
    "programs-api:resource-list": "",
    "programs-api:resource": "resource",
    "programs-api:resource-read": "resource",
    "programs-api:resource-resolve": "wizard",
    "programs-api:worksheet-list": "",
    "programs-api:worksheet": "worksheet",
    "programs-api:worksheet-answers": "worksheet",
    "programs-api:answer": "answer",
    "programs-api:task-list": "",
    "programs-api:task-done": "task",
    "programs-api:thread-list": "",
    "programs-api:thread": "thread",
    "programs-api:thread-closed": "thread",
    "programs-api:step-stuck": "step",
    "programs-api:promise-answers": "promise",
    "programs-api:path-pause": "person",
    "programs-api:path-shift": "person",
    "programs-api:promise-assign": "person",
    "programs-api:place-list": "",
    "programs-api:own-place": "",
    "programs-api:own-pause": "",
    "programs-api:note-list": "",
    "programs-api:note": "note",
    "programs:agreement-list": "",
    "programs:agreement-agree": "",
    "programs:agreement-take-back": "",
    "programs:consent-list": "",
    "programs:consent-set": "",
    "programs:agreement-review": "",
    "programs:agreement-detail": "kind",
    "programs:agreement-edit": "kind",
    "programs:setup-list": "",
    "programs:setup-tick": "",
    "programs:setup-mail": "",
    "programs:plan-build": "",
    "programs:plan-alter": "",
    "programs:plan-undo": "",
    "programs:plan-preview": "",
    "programs:plan-publish": "",
    "programs:plan-drop": "",
    "programs:letter-list": "",
    "programs:letter-read": "",
    "programs:letter-plan": "",
    "programs:letter-write": "",
    "programs:letter-detail": "letter",
    "programs:letter-edit": "letter",
    "programs:letter-release": "letter",
    "programs:letter-drop": "letter",
    "programs:role-edit": "person",
    "programs:roadmap": "",
    "programs:skill-map": "",
    "programs:month-detail": "month",
    "programs:step-detail": "step",
    "programs:step-complete": "step",
    "programs:step-reopen": "step",
    "programs:step-skip": "step",
    "programs:step-stuck": "step",
    "programs:promise-keep": "",
    "programs:promise-make": "",
    "programs:promise-detail": "promise",
    "programs:promise-drop": "promise",
    "programs:task-list": "",
    "programs:task-complete": "task",
    "programs:task-reopen": "task",
    "programs:thread-list": "",
    "programs:thread-detail": "thread",
    "programs:thread-close": "thread",
    "programs:thread-reopen": "thread",
    "programs:path-list": "",
    "programs:path-detail": "person",
    "programs:path-settle": "person",
    "programs:path-shift": "person",
    "programs:path-pause": "person",
    "programs:path-resume": "person",
    "programs:promise-assign": "person",
    "programs:remit-list": "",
    "programs:remit-set": "facilitator",
    "surveys-api:question-lists": "",
    "surveys-api:question-words": "instrument",
    "surveys-api:question-list-make": "",
    "surveys-api:question-list": "instrument",
    "surveys-api:standing": "",
    "surveys-api:standing-fill": "",
    "surveys-api:standing-sponsor": "",
    "surveys-api:standing-plan": "",
    "surveys-api:standing-view": "assessment",
    "surveys-api:event-ask": "event",
    "surveys-api:action-finish": "action",
    "surveys-api:wave-days": "wave",
    "surveys-api:wave-rules": "wave",
    "surveys-api:wave-off": "wave",
    "surveys-api:wave-note": "wave",
    "surveys-api:action-list": "wave",
    "surveys-api:action-promise": "wave",
    "surveys-api:wave-list": "",
    "surveys-api:wave-create": "",
    "surveys-api:wave-remind": "wave",
    "surveys-api:wave-questions": "wave",
    "surveys-api:own-answers": "wave",
    "surveys-api:wave-results": "wave",
    "surveys:wave-list": "",
    "surveys:wave-create": "",
    "surveys:instrument-list": "",
    "surveys:instrument-create": "",
    "surveys:instrument-detail": "instrument",
    "surveys:instrument-edit": "instrument",
    "surveys:instrument-translate": "instrument",
    "surveys:action-finish": "action",
    "surveys:remark-folder": "",
    "surveys:remark-settle": "remark",
    "surveys:remark-restrict": "remark",
    "surveys:assessment-list": "",
    "surveys:assessment-fill": "",
    "surveys:assessment-sponsor": "",
    "surveys:assessment-plan": "",
    "surveys:assessment-remove": "assessment",
    "surveys:event-ask": "event",
    "surveys:reply-read": "",
    "surveys:reply-send": "",
    "surveys:talk-list": "",
    "surveys:talk-detail": "remark",
    "surveys:removal-ask": "",
    "surveys:removal-asked": "",
    "surveys:wave-detail": "wave",
    "surveys:wave-promise": "wave",
    "surveys:wave-answer": "wave",
    "surveys:wave-sent": "wave",
    "surveys:wave-withdraw": "wave",
    "surveys:wave-export": "wave",
    "surveys:wave-move": "wave",
    "surveys:wave-rules": "wave",
    "surveys:wave-call-off": "wave",
    "surveys:wave-remind": "wave",
    "surveys:wave-note": "wave",
    "surveys:action-promise": "wave",
    "mentoring:home": "",
    "mentoring:profile-edit": "",
    "mentoring:profile-close": "",
    "mentoring:pair-detail": "pair",
    "mentoring:pair-answer": "pair",
    "mentoring:fit-say": "pair",
    "mentoring:review-say": "pair",
    "mentoring:pair-leave": "pair",
    "mentoring:help-ask": "pair",
    "mentoring:check-in": "pair",
    "mentoring:check-in-deny": "pair check_in",
    "mentoring:next-plan": "pair",
    "mentoring:pair-download": "pair",
    "mentoring:words-download": "pair",
    "mentoring:note-write": "pair",
    "mentoring:note-erase": "pair pair_note",
    "mentoring:feedback-send": "pair",
    "mentoring:ask-list": "",
    "mentoring:ask-send": "",
    "mentoring:ask-answer": "ask",
    "mentoring:ask-tell": "ask",
    "mentoring:ask-withdraw": "ask",
    "mentoring:track-detail": "",
    "mentoring:track-edit": "",
    "mentoring:pair-decide": "agreed",
    "mentoring:round-create": "",
    "mentoring:round-detail": "made",
    "mentoring:round-remake": "made",
    "mentoring:round-join": "made",
    "mentoring:round-publish": "made",
    "mentoring:round-drop": "made",
    "mentoring:round-hold": "made drafted",
    "mentoring:round-split": "made drafted",
    "mentoring-api:pair-list": "",
    "mentoring-api:pair-answer": "pair",
    "mentoring-api:check-in": "pair",
    "mentoring-api:profile": "",
    "mentoring-api:pair": "pair",
    "mentoring-api:check-in-deny": "pair check_in",
    "mentoring-api:next": "pair",
    "mentoring-api:fit": "pair",
    "mentoring-api:review": "pair",
    "mentoring-api:pair-leave": "pair",
    "mentoring-api:suggestion-list": "",
    "mentoring-api:ask-list": "",
    "mentoring-api:ask": "ask",
    "mentoring-api:ask-answer": "ask",
    "mentoring-api:ask-tell": "ask",
    "mentoring-api:track": "",
    "mentoring-api:track-rules": "",
    "mentoring-api:agreed-list": "",
    "mentoring-api:agreed": "agreed",
    "mentoring-api:round-list": "",
    "mentoring-api:round": "made",
    "mentoring-api:round-anew": "made",
    "mentoring-api:round-join": "made",
    "mentoring-api:round-publish": "made",
    "mentoring-api:round-hold": "made drafted",
    "mentoring-api:round-split": "made drafted",
    "dashboards-api:found-circles": "",
    "dashboards-api:signal-list": "",
    "dashboards-api:move-open": "signal",
    "dashboards-api:move-list": "",
    "dashboards-api:brief-wish": "",
    "dashboards-api:move": "move",
    "dashboards-api:move-done": "move",
    "dashboards-api:move-close": "move",
    "dashboards-api:pack-list": "",
    "dashboards-api:pack-make": "",
    "programs-api:event-planning": "",
    "programs-api:event-detail": "event",
    "programs-api:event-answer": "event",
    "programs-api:event-attendance": "event",
    "programs-api:event-topics": "event",
    "programs-api:event-topic": "topic",
    "programs-api:hour-list": "",
    "programs-api:hour-offer": "",
    "programs-api:hour": "hour",
    "programs-api:template-list": "",
    "programs-api:template-import": "",
    "programs-api:template-lock": "template",
    "programs-api:template-file": "template",
    "programs-api:definitions": "",
    "programs-api:plan": "",
    "programs-api:plan-move": "",
    "programs-api:plan-start": "",
    "programs-api:plan-copy": "",
    "programs-api:plan-archive": "",
    "programs-api:plan-bring-back": "",
    "programs-api:plan-follow": "template",
    "programs-api:plan-draft": "",
    "programs-api:agreement-list": "",
    "programs-api:agreement-agree": "",
    "programs-api:agreement-review": "",
    "programs-api:agreement-text": "kind",
    "programs-api:letter-list": "",
    "programs-api:letter-plan": "",
    "programs-api:letter-detail": "letter",
    "programs-api:letter-release": "letter",
    "programs-api:entrance": "",
    "programs-api:month": "",
    "programs-api:step-done": "step",
    "programs-api:step-skip": "step",
    "programs-api:promise-make": "",
    "programs-api:promise": "promise",
    "programs-api:promise-done": "promise",
    "programs:resource-list": "",
    "programs:resource-detail": "resource",
    "programs:resource-print": "resource",
    "programs:resource-read": "resource",
    "programs:resource-unread": "resource",
    "programs:resource-draw": "deck",
    "programs:resource-resolve": "wizard",
    "programs:worksheet-list": "",
    "programs:worksheet-detail": "worksheet",
    "programs:worksheet-fill": "worksheet",
    "programs:worksheet-print": "worksheet",
    "programs:worksheet-group": "worksheet",
    "programs:answer-erase": "answer",
    "programs:event-list": "",
    "programs:event-create": "",
    "programs:event-host": "",
    "programs:feed-make": "",
    "programs:feed-close": "",
    "programs:event-detail": "event",
    "programs:event-download": "event",
    "programs:event-reply": "event",
    "programs:event-check-in": "event",
    "programs:event-answer": "event",
    "programs:event-tags": "event",
    "programs:topic-write": "event",
    "programs:topic-choose": "topic",
    "programs:topic-note": "topic",
    "programs:hour-list": "",
    "programs:hour-offer": "",
    "programs:hour-take": "hour",
    "programs:hour-give-back": "hour",
    "programs:hour-withdraw": "hour",
    "network:event-groups": "event",
    "network:event-rooms": "event",
    "programs:event-edit": "event",
    "programs:event-cancel": "event",
    "programs:event-attendance": "event",
    "programs-api:event-list": "",
    "programs-api:event-reply": "event",
    "programs-api:event-check-in": "event",
    "community:theme-list": "",
    "community:theme-begin": "",
    "community:theme-create": "",
    "community:text-read": "",
    "community:theme-export": "",
    "community:theme-detail": "theme",
    "community:theme-merge": "theme",
    "community:hub": "",
    "community-api:story-list": "",
    "community-api:story-own": "",
    "community-api:story-queue": "",
    "community-api:question-edit": "quarter",
    "community-api:round-write": "quarter",
    "community-api:story": "story",
    "community-api:story-edit": "story",
    "community-api:story-reach": "story",
    "community-api:story-approve": "story",
    "community-api:story-return": "story",
    "community-api:other-network-list": "",
    "community-api:other-network-drop": "other",
    "community-api:other-network-way": "other",
    "community-api:report-list": "",
    "community-api:report": "report",
    "community-api:held-words": "",
    "community-api:held": "held",
    "community-api:prompt-list": "",
    "community-api:seed-list": "",
    "community-api:seed-answer": "seed",
    "community-api:prompt": "prompt",
    "community-api:prompt-follow": "prompt",
    "community-api:group-prompts": "group",
    "community-api:sharing-list": "",
    "community-api:sharing": "sharing",
    "community-api:sharing-note": "sharing",
    "community-api:sharing-join": "sharing",
    "community-api:sharing-move": "sharing",
    "community-api:theme-list": "",
    "community-api:theme-begin": "",
    "community-api:theme": "theme",
    "community-api:theme-merge": "theme",
    "community-api:text-read": "",
    "community-api:award": "",
    "community-api:award-plan": "",
    "community-api:nomination-drop": "nomination",
    "community-api:juror-drop": "juror",
    "community-api:award-nominate": "award",
    "community-api:award-evidence": "award",
    "community-api:award-jury": "award",
    "community-api:award-vote": "award",
    "community-api:award-announce": "award",
    "community-api:directory": "",
    "community-api:profile-edit": "",
    "community-api:profile-answer": "",
    "community-api:summary-edit": "",
    "community-api:buddies": "",
    "community-api:buddy-offer": "",
    "community-api:unmet-list": "",
    "community-api:welcome-greet": "welcome",
    "community-api:welcome-tick": "welcome",
    "community-api:welcome-pass": "welcome",
    "community-api:welcome-end": "welcome",
    "community-api:welcome-give": "welcome",
    "community-api:wall-list": "",
    "community-api:wall": "wall",
    "community-api:wall-notes": "wall",
    "community-api:wall-close": "wall",
    "community-api:wall-note": "note_on",
    "community-api:wall-note-heading": "note_on",
    "community-api:project-start": "",
    "community-api:project": "project",
    "community-api:project-day": "project",
    "community-api:project-end": "project",
    "community-api:project-seek": "project",
    "community-api:project-steps": "project",
    "community-api:project-networks": "project",
    "community-api:project-step": "project_step",
    "community-api:tour": "",
    "community-api:tour-tick": "",
    "community-api:tour-found": "",
    "community:buddy-detail": "",
    "community:buddy-stop": "",
    "community:unmet-list": "",
    "community:welcome-greet": "welcome",
    "community:welcome-tick": "welcome",
    "community:welcome-pass": "welcome",
    "community:welcome-end": "welcome",
    "community:welcome-give": "welcome",
    "community:directory": "",
    "community:profile-edit": "",
    "community:profile-answer": "",
    "community:profile-detail": "person",
    "community:summary-edit": "",
    "community:prompt-list": "",
    "community:prompt-detail": "prompt",
    "community:prompt-drop": "prompt",
    "community:prompt-follow": "prompt",
    "community:group-prompts": "group",
    "community:seed-answer": "seed",
    "community:group-list": "",
    "community:group-create": "",
    "community:group-detail": "group",
    "community:group-join": "group",
    "community:group-leave": "group",
    "community:group-topics": "group",
    "community:group-ask": "group",
    "community:project-start": "",
    "community:project-prolong": "project",
    "community:project-end": "project",
    "community:project-seek": "project",
    "community:project-step": "project",
    "community:project-network": "project",
    "community:project-step-change": "project_step",
    "community:seat-accept": "seat",
    "community:seat-decline": "seat",
    "community:post-detail": "post",
    "community:post-edit": "post",
    "community:post-remove": "post",
    "community:post-report": "post",
    "community:post-nod": "post",
    "community:post-picture": "post",
    "community:held-words": "",
    "community:held-release": "held",
    "community:held-remove": "held",
    "community:thanks-list": "",
    "community:thanks-give": "person",
    "community:thanks-give-group": "group",
    "community:thanks-answer": "thanks",
    "community:thanks-take-back": "thanks",
    "community:newsletter": "",
    "community:tour-detail": "",
    "community:tour-tick": "",
    "community:tour-found": "",
    "community:help-list": "",
    "community:help-ask": "wanted",
    "community:help-close": "wanted",
    "community:help-answer": "asked",
    "community:wall-list": "",
    "community:wall-detail": "wall",
    "community:wall-close": "wall",
    "community:wall-export": "wall",
    "community:note-sort": "note_on",
    "community:note-remove": "note_on",
    "community:benefit-list": "",
    "community:benefit-tell": "",
    "community:benefit-erase": "benefit",
    "community:benefit-answer": "side",
    "community:other-network-list": "",
    "community:other-network-way": "other",
    "community:other-network-drop": "other",
    "community:sharing-list": "",
    "community:sharing-detail": "sharing",
    "community:sharing-join": "sharing",
    "community:sharing-move": "sharing",
    "community:report-list": "",
    "community:report-remove": "report",
    "community:report-keep": "report",
    "community:award-detail": "",
    "community:award-plan": "",
    "community:award-nominate": "award",
    "community:award-evidence": "award",
    "community:award-jury": "award",
    "community:award-vote": "award",
    "community:award-announce": "award",
    "community:award-words": "award",
    "community:nomination-drop": "nomination",
    "community:juror-drop": "juror",
    "community:award-certificate": "nominee",
    "community:story-list": "",
    "community:story-tell": "",
    "community:story-queue": "",
    "community:story-patterns": "",
    "community:round-list": "",
    "community:round-write": "quarter",
    "community:question-edit": "",
    "community:story-detail": "story",
    "community:story-edit": "story",
    "community:story-reach": "story",
    "community:story-erase": "story",
    "community:story-approve": "story",
    "community:story-return": "story",
    "community-api:group-list": "",
    "community-api:group": "group",
    "community-api:group-topics": "group",
    "community-api:group-standing": "group",
    "community-api:group-people": "group",
    "community-api:seat": "seat",
    "community-api:post-list": "group",
    "community-api:post": "post",
    "community-api:post-words": "post",
    "community-api:post-answers": "post",
    "community-api:post-report": "post",
    "community-api:post-nod": "post",
    "community-api:thanks-list": "",
    "community-api:thanks-own": "",
    "community-api:thanks-person": "person",
    "community-api:thanks-group": "group",
    "community-api:thanks": "thanks",
    "community-api:benefit-list": "",
    "community-api:benefit-own": "",
    "community-api:benefit": "benefit",
    "community-api:benefit-answer": "side",
    "community-api:help-list": "",
    "community-api:help": "wanted",
    "community-api:help-people": "wanted",
    "community-api:help-answer": "asked",
    "network-api:interaction-list": "",
    "network-api:interaction-detail": "interaction",
    "network-api:confirm": "interaction",
    "network-api:decline": "interaction",
    "network-api:person-list": "",
    "network-api:person": "person",
    "network-api:person-block": "person",
    "network-api:event-groups": "event",
    "network-api:community-name": "",
    "network-api:snapshot-list": "",
    "network-api:snapshot-latest": "",
    "network-api:snapshot-ask": "",
    "network-api:job-detail": "job",
    "network-api:introduction-list": "",
    "network-api:introduction-wish": "",
    "network-api:introduction-answer": "introduction",
    "network-api:introduction-met": "introduction",
    "network-api:round-list": "",
    "network-api:round-planned": "",
    "network-api:round": "round",
    "network-api:round-start": "round",
    "network-api:round-close": "round",
    "network-api:outreach-list": "",
    "network-api:outreach": "person",
    "network-api:outreach-undo": "person",
    "network-api:import-people": "",
    "network-api:import-interactions": "",
}
ARGUMENTS = IN_ORGANIZATION | IN_PROGRAM
# Things of the whole organization that are reached inside a program: a list of questions serves all its programs, and
# whoever facilitates facilitates each of them.
SHARED_THINGS = {"instrument", "template", "facilitator"}
# What an address holds besides ids.
MORE_ARGUMENTS = {
    "network:map-file": {"file": "ties.csv"},
    "dashboards:network-file": {"level": "names", "file": "ties.csv"},
    "dashboards:pack-file": {"file": "evidence.csv"},
    "surveys:instrument-translate": {"language": "de"},
    "surveys-api:question-words": {"language": "de"},
    "tenancy-api:word": {"language": "en", "word": "facilitator"},
    "tenancy:word-edit": {"language": "en", "word": "facilitator"},
}


@dataclass(frozen=True)
class Place:
    """Where a route may lead: an organization's and a program's short names, and whose objects its id names."""

    name: str
    organization: str
    program: str
    owner: Planted | None  # nobody's: an id that does not exist
    owner_program: Program | None = None


def organization_routes() -> Iterator[tuple[str, str]]:
    """Name and pattern of every address under an organization, pages and API, as the resolver knows them."""
    for name, pattern in walk(get_resolver().url_patterns):
        if pattern.startswith(UNDER_AN_ORGANIZATION):
            yield name, pattern


def walk(patterns: list[Any], names: str = "", before: str = "") -> Iterator[tuple[str, str]]:
    """All named addresses below these patterns."""
    for one in patterns:
        if isinstance(one, URLResolver):
            inner = f"{names}{one.namespace}:" if one.namespace else names
            yield from walk(one.url_patterns, inner, before + str(one.pattern))
        elif isinstance(one, URLPattern):
            yield f"{names}{one.name}", before + str(one.pattern)


def address(route: str, place: Place) -> str:
    """The address of a route at a place."""
    arguments: dict[str, Any] = {"organization": place.organization}
    if route in IN_PROGRAM:
        arguments["program"] = place.program
    arguments |= MORE_ARGUMENTS.get(route, {})
    for key in ARGUMENTS[route].split():
        found = place.owner and place.owner_program and FINDERS[key](place.owner, place.owner_program)
        arguments[key] = found or EVERYWHERE.get(key, NOWHERE)
    return reverse(route, kwargs=arguments)


def names_an_object(route: str) -> bool:
    """True when the address ends in an id whose owner can be somebody else."""
    return ARGUMENTS[route] not in {"", *EVERYWHERE}


def is_page(route: str) -> bool:
    """True for pages, which htmx may ask for parts of; False for the API."""
    return "-api:" not in route


def sends_form(route: str) -> bool:
    """True where a body is a form, with a file or without; False where it is JSON."""
    return is_page(route) or "import-" in route


def body(route: str, planted: Planted, program: Program) -> dict[str, Any]:
    """What a person of that program would send, so that a hole would be used to the full."""
    if "import" in route and route != "programs-api:template-import":
        return {"file": _file(route)} | ({} if is_page(route) else {"columns": ""})
    found = next((made for starts, made in BODIES.items() if route.startswith(starts)), None)
    if found is not None:
        return found(planted, program)
    other = str(planted.others[program.pk].public_id)
    if is_page(route):
        who = {"name": "Xenia", "email": "xenia@people.example", "role": "admin"}
        return who | {"who": [other], "when": "yesterday", "agrees": "on", "apply": "1"}
    return {"people": [other], "happened_on": "2026-07-08", "note": "a hole"}


def _file(route: str) -> SimpleUploadedFile:
    if route == "programs:template-import":
        return SimpleUploadedFile("plan.yaml", TEMPLATE.format(slug="a hole").encode())
    return SimpleUploadedFile("people.csv", b"Name,E-mail\nXenia Tester,xenia@people.example\n")


def worksheet_body(planted: Planted, program: Program) -> dict[str, Any]:
    """A worksheet filled in."""
    return {"q-goal": "A hole", "q-people": [str(planted.others[program.pk].public_id)]}


def library_api_body(planted: Planted, program: Program) -> dict[str, Any]:
    """The same, and a word from the steps of a pair."""
    return {"words": {"goal": "A hole"}, "at": "human", "text": "A hole"}


def plan_api_body(planted: Planted, program: Program) -> dict[str, Any]:
    """A plan brought in, changed and moved."""
    edit = {"act": "add", "title": "A hole", "month": 3}
    return {"content": TEMPLATE.format(slug="a hole"), "starts_on": "2026-09-01", "because": "A hole"} | edit


def event_api_body(planted: Planted, program: Program) -> dict[str, Any]:
    """An event planned, office hours offered and taken."""
    when = {"starts_at": "2026-08-20T18:00Z", "begins_at": "2026-08-20T18:00Z", "ends_at": "2026-08-20T20:00Z"}
    marks = [{"person": str(planted.others[program.pk].public_id), "attendance": "present"}]
    what = {"title": "A hole", "place": "A hole", "rating": 3, "minutes": 30, "state": "going"}
    return when | what | {"marks": marks, "notes": "A hole", "was": ""}


def event_body(planted: Planted, program: Program) -> dict[str, Any]:
    """An event planned, hosted, answered."""
    when = {"day": "2026-08-20", "begins": "18:00", "ends": "20:00", "place": "A hole", "step": "3"}
    what = {"title": "A hole", "kind": "peer", "form": "coffee", "state": "going", "rating": "3", "minutes": "30"}
    what |= {"notes": "A hole", "was": ""}
    return when | what | {"who": [str(planted.others[program.pk].public_id)]}


def plan_body(planted: Planted, program: Program) -> dict[str, Any]:
    """A program set up from a template."""
    named = {"name": "A hole", "time_zone": "UTC", "segment_attribute": "Department", "consent_mode": "named"}
    days = {"starts_on": "2026-09-01", "working_days": ["0"]}
    return named | days | {"template": str(planted.template.public_id), "move": "steps.draw.1.2"}


def program_api_body(planted: Planted, program: Program) -> dict[str, Any]:
    """A program set up from a template."""
    return {"template": str(planted.template.public_id), "name": "A hole", "starts_on": "2026-09-01"}


def map_body(planted: Planted, program: Program) -> dict[str, Any]:
    """Somebody put on a map, moved on it, tied on it."""
    other, rows = str(planted.others[program.pk].public_id), planted.maps[program.pk]
    who = {"who": [other], "strength": "5", "outside_name": "A hole", "how_met": "team", "few": "1"}
    said = {f"entry-{rows.entry.public_id}": "lost", "rhythm": "weekly", "acts_a_week": "3", "is_findable": "no"}
    return who | said | {"other": str(rows.outside.public_id), f"new-{other}": "3"}


def definitions_body(planted: Planted, program: Program) -> dict[str, Any]:
    """Other ways of counting."""
    numbers = {"new_tie_count": "3", "new_tie_meetings": "1", "new_tie_within": "90"}
    return {"tie_rule": "claimed", "tie_window": "last_90_days"} | numbers


def map_api_body(planted: Planted, program: Program) -> dict[str, Any]:
    """Somebody put on a map, moved on it, looked through."""
    other, entry = str(planted.others[program.pk].public_id), str(planted.maps[program.pk].entry.public_id)
    pair = {"one": entry, "other": str(planted.maps[program.pk].outside.public_id), "do_know": True}
    said = {"rhythm": "weekly", "acts_a_week": 3, "is_findable": False, "is_few_fine": True, "pairs": [pair]}
    return said | {"people": [other], "outside_name": "A hole", "strength": 5, "words": {entry: "lost"}}


def path_body(planted: Planted, program: Program) -> dict[str, Any]:
    """What is sent from the pages of somebody's way."""
    rows, today = planted.paths[program.pk], clock.today(program.time_zone, clock.now())
    step, promise = str(rows.step.public_id), str(rows.promise.public_id)
    days = {"due_on": today, "from_on": today, "until": today + timedelta(days=1), "days": "3"}
    return days | {
        "text": "a hole",
        "kind": "peer",
        "step": step,
        "act": "skip",
        "shown": [promise],
        "kept": [promise],
        "wrote": "a hole",
        "answer_0": "a hole",
    }


def missed_api_body(planted: Planted, program: Program) -> dict[str, Any]:
    """A step left out that was asked before somebody came."""
    return {"step": str(planted.paths[program.pk].step.public_id), "act": "skip"}


def promise_api_body(planted: Planted, program: Program) -> dict[str, Any]:
    """Something noted down with a promise."""
    return {"answers": dict.fromkeys(planted.paths[program.pk].promise.asks, "A hole")}


def host_api_body(planted: Planted, program: Program) -> dict[str, Any]:
    """A chat that somebody hosts."""
    when = {"starts_at": "2026-08-20T18:00Z", "ends_at": "2026-08-20T20:00Z", "place": "A hole", "title": "A hole"}
    return when | {"people": [str(planted.others[program.pk].public_id)]}


def introduction_body(planted: Planted, program: Program) -> dict[str, Any]:
    """A word on an introduction, on being introduced, or on a plan."""
    return {
        "answer": "yes",
        "agrees": True,
        "word": "not_yet",
        "most_at_once": "1",
        "apart": "",
        "line-0": "1",
        "counts": {"line-0": 1},
        "act": "call",
    }


def community_name_body(planted: Planted, program: Program) -> dict[str, Any]:
    """A name for a circle that was found."""
    return {"count": str(NOWHERE), "number": "0", "name": "A hole"}


def mentoring_body(planted: Planted, program: Program) -> dict[str, Any]:
    """What is sent from the pages of mentoring."""
    other = str(planted.others[program.pk].public_id)
    when = {"time_zone": "UTC", "hours": ["mon-evening"], "comfort": "one_to_one", "capacity": "1"}
    mine = when | {"offers": "a hole", "wants": "a hole", "interests": "", "languages": "English"}
    ours = {"happened_on": "2026-07-08", "channel": "video", "line": "a hole", "fit": "good", "review": "go_on"}
    said = {
        "answer": "yes",
        "person": other,
        "words": "a hole",
        "what": "unsafe",
        "wants_another": "yes",
        "hold": "yes",
    }
    back = {"recipient": other, "situation": "a", "behaviour": "b", "impact": "c", "text": "a hole", "readers": "ours"}
    track = {"mode": "proposed", "opens_in_month": "2", "cadence_days": "14", "minutes": "30", "answer_days": "5"}
    more = {"term_months": "12", "cooldown_weeks": "26", "people": [other], "seed": "3", "day": "2026-07-20"}
    return mine | ours | said | back | track | more | {"begins": "10:00", "place": "a hole"}


def mentoring_api_body(planted: Planted, program: Program) -> dict[str, Any]:
    """The same by API: lists are lists, and a next meeting is a moment."""
    sent, ask = mentoring_body(planted, program), planted.mentoring[program.pk].ask
    people = [str(one.public_id) for one in (ask.author, ask.recipient)]
    lists = {"offers": ["a hole"], "wants": ["a hole"], "interests": [], "languages": ["English"], "people": people}
    said = {"at": "2026-07-20T10:00Z", "wants_another": True, "approves": True, "is_held": True, "likes": ["goals"]}
    return sent | lists | said | {"agenda": [{"title": "A hole", "prompt": "A hole", "minutes": 10}]}


def survey_body(planted: Planted, program: Program) -> dict[str, Any]:
    """What is sent from the pages of surveys: answers, days, rules, words."""
    rows = planted.surveys[program.pk]
    days = {"opens_on": "2026-08-20", "closes_on": "2026-08-29", "due_on": "2026-08-20"}
    rules = {"least": "5", "least_words": "10", "mode": "sealed", "slices": ["Department"]}
    what = {
        "instrument": str(rows.instrument.public_id),
        "kind": "pulse",
        "title": "A hole",
        "language": "de",
        "text": "A hole",
        "item-0-text": "A hole",
    }
    return (
        days
        | rules
        | what
        | {
            "q-voice": "5",
            "q-goes-on": "2",
            "sponsor": "A hole",
            "owner": str(planted.others[program.pk].membership.public_id),
        }
    )


def question_list_body(planted: Planted, program: Program) -> dict[str, Any]:
    """A list of questions of one's own; of a built-in one everything but its core goes."""
    words = {"title": "A hole", "language": "en", "items": [*planted.surveys[program.pk].core, {"text": "A hole"}]}
    return words | {"anchors": ["a", "b", "c", "d", "e"]}


def people_body(planted: Planted, program: Program) -> dict[str, Any]:
    """What is sent from the pages of how people come in, agree, stay and leave."""
    agreement = str(planted.people[program.pk].agreement.public_id)
    until = clock.today(program.time_zone, clock.now()) + timedelta(days=3)
    page = {"policy": "open", "text": "A hole", "privacy": "A hole", "is_published": "on", "emails": "hole@x.example"}
    place = {"until": str(until), "reason": "unsaid", "words": "a hole", "key": "groups", "done": "1"}
    place |= {"audience": "participant", "subject": "A hole", "goes_on": str(until), "hour": "9", "roles": ["buddy"]}
    return page | place | {"agreement": agreement, "agrees": "on", "texts": [agreement], "why": "a hole"}


def people_api_body(planted: Planted, program: Program) -> dict[str, Any]:
    """The same, of those who are invited, what is set up, and roles."""
    return {"emails": ["hole@x.example"], "key": "groups", "is_done": True, "roles": ["buddy"]}


def story_body(planted: Planted, program: Program) -> dict[str, Any]:
    """A story told, read and given back; a question asked in other words."""
    told = {"title": "A hole", "text": "A hole in the fence.", "reach": "public", "at-about": "2-1-1", "is_named": "on"}
    owner = str(planted.others[program.pk].membership.public_id)
    return told | {"quarter": "3", "revision": "0", "word": "A hole", "owner": owner}


def story_api_body(planted: Planted, program: Program) -> dict[str, Any]:
    """The same, with points on a triangle by its key."""
    told = {"title": "A hole", "text": "A hole in the fence.", "reach": "public", "is_named": True}
    words = {"word": "A hole", "told": "A hole", "owner": story_body(planted, program)["owner"]}
    return told | words | {"placings": {"about": "2-1-1"}, "revision": 0}


def award_body(planted: Planted, program: Program) -> dict[str, Any]:
    """An award planned, somebody named, a jury asked, a yes said."""
    days = {"opens_on": "2026-07-01", "closes_on": "2026-07-31", "most_named": "2", "title": "A hole"}
    said = {"person": str(planted.others[program.pk].public_id), "story": "A hole", "is_signed": "on", "agrees": "on"}
    return days | said | {"criteria": "A hole", "chosen": [str(planted.community[program.pk].nominee.public_id)]}


def theme_body(planted: Planted, program: Program) -> dict[str, Any]:
    """A theme renamed, and a story read for it."""
    rows = planted.community[program.pk]
    words = {"name": "A hole", "terms": "hole", "text": f"story-{rows.story.public_id}", "into": ""}
    return words | {"themes": [str(rows.theme.public_id)], "feeling": "glad"}


def theme_api_body(planted: Planted, program: Program) -> dict[str, Any]:
    """The same, with a list of terms, and as itself."""
    return theme_body(planted, program) | {"terms": ["hole"], "into": None}


def group_body(planted: Planted, program: Program) -> dict[str, Any]:
    """A group founded, somebody asked in, words written and reported."""
    words = {"name": "A hole", "entry": "open", "text": "A hole", "revision": "0", "reason": "A hole"}
    words |= {"kind": "helps", "terms": "A hole", "topics": "Holes"}
    return words | {"person": str(planted.others[program.pk].public_id)}


def group_api_body(planted: Planted, program: Program) -> dict[str, Any]:
    """The same, with a list of topics."""
    return group_body(planted, program) | {"topics": ["Holes"]}


def project_body(planted: Planted, program: Program) -> dict[str, Any]:
    """A project begun, moved, ended; a step noted and ticked, another network it works with."""
    words = {"name": "A hole", "goal": "A hole", "entry": "open", "ends_on": str(TODAY), "text": "A hole"}
    network = str(planted.community[program.pk].other.public_id)
    return words | {"ends": "1", "seeks": "1", "works": "1", "act": "done", "network": network}


def thanks_body(planted: Planted, program: Program) -> dict[str, Any]:
    """Thanks given, and agreed to be read."""
    return {"act": "A hole mended", "happened_on": str(TODAY), "is_for_all": "on", "agrees": "1"}


def sharing_body(planted: Planted, program: Program) -> dict[str, Any]:
    """A run opened, a note of a table, the next stage."""
    return {"question": "A hole", "stage": "pairs", "text": "A hole", "may_be_kept": "on", "seen": "pairs"}


def help_body(planted: Planted, program: Program) -> dict[str, Any]:
    """A tour begun and told of; help asked for, and given."""
    group = str(planted.community[program.pk].group.public_id)
    found = {"helps": "A\nB\nC", "better": "A\nB", "surprise": "A hole", "group": group, "ease": "company"}
    return found | {
        "topic": "A hole",
        "text": "A hole",
        "agrees": "1",
        "person": str(planted.others[program.pk].public_id),
    }


def tour_api_body(planted: Planted, program: Program) -> dict[str, Any]:
    """The same, line by line."""
    found = {"helps": ["A", "B", "C"], "better": ["A", "B"], "seen": ["groups"]}
    return help_body(planted, program) | found


def wall_body(planted: Planted, program: Program) -> dict[str, Any]:
    """A wall put up, a note on it and sorted; something told, and another network."""
    words = {
        "title": "A hole",
        "left": "A hole",
        "right": "A hole",
        "side": "left",
        "text": "A hole",
        "heading": "A hole",
    }
    words |= {"kind": "own", "happened_on": str(TODAY), "agrees": "1", "knows": "1", "name": "Hole menders"}
    leads_to = {"network": str(planted.community[program.pk].other.public_id)}
    return words | leads_to | {"together": [str(planted.others[program.pk].public_id)]}


def benefit_api_body(planted: Planted, program: Program) -> dict[str, Any]:
    """Something told that goes back to the rows of a program, as far as they are one's own."""
    rows = planted.community[program.pk]
    words = wall_body(planted, program) | {"door": str(planted.others[program.pk].public_id)}
    return words | {"project": str(rows.project.public_id)}


def welcome_body(planted: Planted, program: Program) -> dict[str, Any]:
    """An offer to welcome newcomers, a hello, and a buddy chosen by hand."""
    return {"most": "2", "text": "A hole", "steps": ["met"], "person": str(planted.others[program.pk].public_id)}


def profile_body(planted: Planted, program: Program) -> dict[str, Any]:
    """A card written, and one question answered."""
    answer = {"field": "help", "text": "A hole"}
    return {"help": "A hole", **answer, "answers": [answer]}


def summary_body(planted: Planted, program: Program) -> dict[str, Any]:
    """How often somebody wants a summary."""
    return {"rhythm": "daily", "quiet_from": "20", "quiet_until": "8"}


def prompt_body(planted: Planted, program: Program) -> dict[str, Any]:
    """A series planned, an answer followed up, somebody who answers first."""
    answer = str(planted.community[program.pk].answer.public_id)
    words = {"questions": "A hole", "first_on": "2026-07-20", "answer": answer, "move": "asked", "agrees": "1"}
    return words | {"seeds": [str(planted.others[program.pk].public_id)]}


def prompt_api_body(planted: Planted, program: Program) -> dict[str, Any]:
    """The same, with a list of questions and nobody first."""
    return prompt_body(planted, program) | {"questions": ["A hole"], "seeds": []}


def circle_body(planted: Planted, program: Program) -> dict[str, Any]:
    """A tip, another role text, a look at oneself."""
    words = {"title": "A hole", "text": "A hole", "hours": "10", "cover": "A hole", "evidence": "A hole"}
    return words | {"kind": "tip", "area": "impact", "level": "2"}


def goal_body(planted: Planted, program: Program) -> dict[str, Any]:
    """A goal in another place, another figure it is linked to."""
    return {
        "quarter": "2",
        "place": "2",
        "title": "A hole",
        "measure": "people",
        "target": "20",
        "due_on": "2026-07-10",
    }


def move_body(planted: Planted, program: Program) -> dict[str, Any]:
    """What is done about a signal."""
    owner = str(planted.others[program.pk].membership.public_id)
    return {"act": "plan", "owner": owner, "due_on": str(TODAY + timedelta(days=7))}


def persona_body(planted: Planted, program: Program) -> dict[str, Any]:
    """Somebody else drawn, and what was made with them in mind."""
    thing = str(planted.libraries[program.pk].resource.public_id)
    return {"name": "A hole", "text": "A hole", "needs": "A hole", "things": [thing]}


def tool_body(planted: Planted, program: Program) -> dict[str, Any]:
    """A token for everything, and an address that is told of everything."""
    told = {"url": "https://hole.example/", "events": list(WebhookEvent), "act": "remove"}
    return {"name": "A hole", "scopes": list(TokenScope), "life": "365"} | told


# By how the name of an address begins.
BODIES: dict[str | tuple[str, ...], Callable[[Planted, Program], dict[str, Any]]] = {
    ("programs-api:template", "programs-api:plan"): plan_api_body,
    ("programs-api:agreement", "programs-api:letter", "programs-api:entrance"): people_body,
    ("programs-api:registration-invite", "programs-api:setup", "programs-api:role"): people_api_body,
    "programs-api:consent": lambda planted, program: {"purpose": "drawn_by_name", "agrees": True},
    ("programs-api:worksheet", "programs-api:resource"): library_api_body,
    "programs-api:path-missed": missed_api_body,
    "programs-api:promise-answers": promise_api_body,
    "programs-api:remit": lambda planted, program: {"segments": []},
    "programs-api:event-host": host_api_body,
    ("programs-api:event-planning", "programs-api:event-detail", "programs-api:hour"): event_api_body,
    ("programs-api:event-attendance", "programs-api:event-topic"): event_api_body,
    ("tenancy:word", "tenancy-api:word"): lambda planted, program: {"one": "a hole", "many": "holes"},
    ("programs:program", "programs:plan"): plan_body,
    ("programs:definitions", "programs-api:definitions"): definitions_body,
    "programs-api:program": program_api_body,
    "surveys-api:question-list": question_list_body,
    "surveys-api:standing": lambda planted, program: {"answers": {"goes-on": 2}, "sponsor": "A hole", "key": "goes-on"},
    "surveys-api:question-words": lambda planted, program: {"words": {"title": "A hole"}},
    ("network-api:map", "network-api:findable"): map_api_body,
    ("network:map", "network:mention", "network:findable"): map_body,
    ("programs:program", "programs:plan", "programs:template-"): plan_body,
    "programs:worksheet": worksheet_body,
    ("programs:entrance", "programs:registration", "programs:place", "programs:welcome"): people_body,
    ("programs:agreement", "programs:setup", "programs:letter", "programs:role"): people_body,
    ("programs-api:own", "programs-api:note", "programs-api:place", "programs-api:registration"): people_body,
    ("surveys:", "surveys-api:wave-", "surveys-api:action"): survey_body,
    "surveys-api:": lambda planted, program: {"answers": {"voice": 4}, "words": {}},
    ("network:community", "network-api:community"): community_name_body,
    ("network:introduction", "network:outreach", "network:round"): introduction_body,
    ("network-api:introduction", "network-api:outreach", "network-api:round"): introduction_body,
    "network-api:event": lambda planted, program: {"size": 3},
    "network-api:drawn": lambda planted, program: {"agrees": True},
    ("programs:event", "programs-api:event", "programs:topic", "programs:hour"): event_body,
    "mentoring:": mentoring_body,
    "mentoring-api:": mentoring_api_body,
    (
        "programs:promise",
        "programs:path",
        "programs:step",
        "programs-api:step",
        "programs-api:path",
        "programs-api:promise-",
        "programs:thread",
        "programs-api:thread",
        "programs:remit",
    ): path_body,
    ("community:prompt", "community:seed", "community:group-prompts", "community-api:seed"): prompt_body,
    ("community-api:prompt", "community-api:group-prompts"): prompt_api_body,
    ("community:story", "community:question", "community:round"): story_body,
    ("community-api:story", "community-api:question", "community-api:round"): story_api_body,
    "community-api:other-network": lambda planted, program: {"name": "Hole menders"},
    "community-api:held-words": lambda planted, program: {"terms": ["a hole"]},
    ("community:theme", "community:text"): theme_body,
    ("community-api:theme", "community-api:text"): theme_api_body,
    ("community:group", "community:seat", "community:post", "community:held", "community:report"): group_body,
    ("community-api:group", "community-api:post"): group_api_body,
    ("community:project", "community-api:project"): project_body,
    ("community:buddy", "community:welcome", "community-api:buddy", "community-api:welcome"): welcome_body,
    ("community:sharing", "community-api:sharing"): sharing_body,
    "community-api:tour": tour_api_body,
    ("community:tour", "community:help", "community-api:help"): help_body,
    ("community:wall", "community:note", "community:benefit", "community:other-network"): wall_body,
    "community-api:wall": wall_body,
    "community-api:benefit": benefit_api_body,
    ("community:thanks", "community-api:thanks"): thanks_body,
    ("community:profile", "community-api:profile"): profile_body,
    ("community:summary", "community-api:summary"): summary_body,
    ("dashboards:circle", "dashboards-api:circle"): circle_body,
    ("dashboards:goal", "dashboards:result", "dashboards-api:goal", "dashboards-api:result"): goal_body,
    ("dashboards:persona", "dashboards-api:persona"): persona_body,
    ("dashboards:move-open", "dashboards-api:move-open"): move_body,
    "dashboards-api:brief": lambda planted, program: {"minutes": 40, "is_mailed": False},
    "tools:": tool_body,
    ("community:award", "community:nomination", "community:juror"): award_body,
    "community-api:award": lambda planted, program: award_body(planted, program) | {"criteria": ["A hole"]},
}
