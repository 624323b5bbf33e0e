"""
One table: who may do what with the things of their own program.

A method that is not in the table is answered 405 to those who may use the address, 403 to those who may not: all of
them where the whole is tried, otherwise now and then one of them, drawn from the run's seed.
"""

import random

import pytest
from django.db import transaction

from tests.effort import is_whole
from tests.guards.actors import Caller
from tests.guards.conftest import Houses
from tests.guards.routes import ARGUMENTS, METHODS, Place, address, body, sends_form

pytestmark = pytest.mark.authz

# Ada facilitates and takes part; Una, the admin, takes no part, so that what participants do is not there for her.
TABLE = """
                                            participant  facilitator  admin
programs:organization-home          GET     302          200          200
tenancy:member-list                 GET     403          403          200
tenancy:member-invite               POST    403          403          302
tenancy:invitation-revoke           POST    403          403          302
tenancy:mail-list                   GET     403          200          200
tenancy:sign-in-edit                GET     403          403          200
tenancy:sign-in-edit                POST    403          403          302
tools:token-list                    GET     403          200          200
tools:token-make                    GET     403          200          200
tools:token-make                    POST    403          302          302
tools:token-revoke                  POST    403          404          302
tools:webhook-list                  GET     403          403          200
tools:webhook-make                  GET     403          403          200
tools:webhook-make                  POST    403          403          302
tools:webhook-detail                GET     403          403          200
tools:webhook-detail                POST    403          403          302
tools:delivery-resend               POST    403          403          302
rights:own-data                     GET     200          200          200
rights:own-data                     POST    302          302          302
rights:person-erase                 GET     200          200          200
rights:person-erase                 POST    302          302          302
rights:retention-edit               GET     403          403          200
rights:retention-edit               POST    403          403          302
network:home                        GET     200          200          302
network:interaction-log             GET     200          200          404
network:interaction-log             POST    302          422          404
network:interaction-list            GET     200          200          404
network:interaction-confirm         POST    404          302          404
network:interaction-decline         POST    404          302          404
network:interaction-undo            POST    302          302          404
network:person-list                 GET     200          200          200
network:person-find                 GET     200          200          200
network:person-detail               GET     200          200          200
network:person-block                POST    302          302          404
network:person-unblock              POST    302          302          404
network:consent-edit                GET     200          200          404
network:consent-edit                POST    302          302          404
network:map-detail                  GET     200          302          404
network:map-add                     GET     200          200          404
network:map-add                     POST    302          422          404
network:map-find                    GET     200          200          404
network:map-file                    GET     200          404          404
network:calendar-import             GET     200          200          404
network:calendar-import             POST    422          422          404
network-api:map-entry-list          GET     200          404          404
network-api:map-entry-list          POST    201          422          404
network-api:map-entry-detail        PATCH   200          404          404
network-api:map-entry-detail        DELETE  204          404          404
network-api:map-update              POST    200          404          404
network:map-finish                  POST    302          302          404
network:map-sheet                   GET     200          200          200
network:map-update                  GET     200          302          404
network:map-update                  POST    302          302          404
network:map-know                    GET     200          302          404
network:map-know                    POST    302          302          404
network:map-give                    GET     200          302          404
network:map-give                    POST    302          302          404
network:map-connect                 GET     200          200          404
network:map-place                   POST    302          404          404
network:map-remove                  POST    302          404          404
network:map-restore                 POST    302          404          404
network:map-rhythm                  POST    302          404          404
network:map-line                    POST    302          404          404
network:map-quiet                   POST    302          404          404
network:mention-confirm             POST    404          302          404
network:mention-decline             POST    404          302          404
network:mention-erase               POST    404          302          404
network:time-erase                  POST    404          302          404
network:mention-list                GET     200          200          404
network:findable-set                POST    302          302          404
network:own-data-download           GET     200          200          404
network:snapshot-ask                POST    403          302          302
network:community-name              POST    403          302          302
network:job-detail                  GET     403          200          200
network:introduction-list           GET     200          200          404
network:introduction-wish           POST    302          302          404
network:introduction-answer         POST    302          302          404
network:introduction-met            POST    302          302          404
network:outreach-list               GET     403          200          200
network:outreach-record             POST    403          302          302
network:outreach-undo               POST    403          302          302
network:round-list                  GET     403          200          200
network:round-plan                  POST    403          302          302
network:round-detail                GET     403          200          200
network:round-start                 POST    403          302          302
network:round-drop                  POST    403          302          302
network:round-close                 POST    403          302          302
network:import-list                 GET     403          200          200
network:import-people               GET     403          200          200
network:import-people               POST    403          302          302
network:import-interactions         GET     403          200          200
network:import-interactions         POST    403          302          302
network:import-detail               GET     403          200          200
network:import-detail               POST    403          422          422
dashboards:dashboard                GET     403          200          200
dashboards:network-detail           GET     403          200          200
dashboards:network-time             GET     403          200          200
dashboards:network-file             GET     403          404          404
dashboards:month-compare            GET     403          200          200
dashboards:program-compare          GET     403          200          200
dashboards:circle-detail            GET     403          200          200
dashboards:circle-write             POST    403          302          302
dashboards:circle-role              POST    403          302          302
dashboards:circle-check             POST    403          302          302
dashboards:circle-remove            POST    403          302          302
dashboards:move-list                GET     403          200          200
dashboards:brief-wish               POST    403          302          302
dashboards:move-open                POST    403          422          422
dashboards:move-finish              POST    403          302          302
dashboards:move-undo                POST    403          302          302
dashboards:move-close               POST    403          302          302
dashboards:pack-list                GET     403          200          200
dashboards:pack-make                POST    403          302          302
dashboards:pack-detail              GET     403          200          200
dashboards:pack-file                GET     403          200          200
programs:definitions-edit           GET     403          403          200
programs:definitions-edit           POST    403          403          302
programs:resource-list              GET     200          200          200
programs:resource-detail            GET     200          200          200
programs:resource-print             GET     200          200          200
programs:resource-read              POST    302          302          404
programs:resource-unread            POST    302          302          404
programs:resource-draw              GET     200          200          200
programs:resource-resolve           GET     200          200          200
programs:resource-resolve           POST    404          404          404
programs:worksheet-list             GET     200          200          200
programs:worksheet-detail           GET     200          200          404
programs:worksheet-fill             GET     200          200          404
programs:worksheet-fill             POST    302          302          404
programs:worksheet-print            GET     200          200          200
programs:worksheet-group            GET     403          200          200
programs:answer-erase               POST    302          404          404
programs:event-list                 GET     200          200          200
programs:event-create               GET     403          200          200
programs:event-create               POST    403          302          302
programs:event-host                 GET     200          200          404
programs:event-host                 POST    302          302          404
programs:feed-make                  POST    200          200          404
programs:feed-close                 POST    302          302          404
programs:event-detail               GET     200          200          200
programs:event-download             GET     200          200          200
programs:event-reply                POST    302          302          404
programs:event-check-in             POST    422          422          404
programs:event-answer               POST    422          422          404
programs:event-tags                 GET     403          200          200
programs:topic-write                POST    302          302          404
programs:topic-choose               POST    302          302          404
programs:topic-note                 POST    302          302          404
programs:hour-list                  GET     200          200          200
programs:hour-offer                 GET     403          200          200
programs:hour-offer                 POST    403          302          302
programs:hour-take                  POST    302          302          404
programs:hour-give-back             POST    302          302          404
programs:hour-withdraw              POST    403          302          302
network:event-groups                GET     403          200          200
network:event-groups                POST    403          302          302
network:event-rooms                 GET     403          200          200
programs:event-edit                 GET     403          200          200
programs:event-edit                 POST    403          302          302
programs:event-cancel               GET     403          200          200
programs:event-cancel               POST    403          302          302
programs:event-attendance           GET     403          200          200
programs:event-attendance           POST    403          422          422
programs-api:event-list             GET     200          200          200
programs-api:event-reply            POST    200          200          404
programs-api:event-reply            DELETE  204          204          404
programs-api:event-check-in         POST    422          422          404
programs:template-list              GET     403          200          200
programs:template-import            POST    403          403          302
programs:template-keep-seed         POST    403          403          302
programs:template-export            GET     403          200          200
programs:template-lock              POST    403          403          302
programs:template-build              GET     403          403          200
programs:template-alter              POST    403          403          302
programs:template-undo               POST    403          403          302
programs:template-preview            GET     403          403          200
programs:template-publish            GET     403          403          302
programs:template-publish            POST    403          403          302
programs:template-drop               POST    403          403          302
programs:program-create             GET     403          403          200
programs:program-create             POST    403          403          302
programs:plan-detail                GET     403          200          200
programs:plan-move                  POST    403          403          302
programs:plan-start                 POST    403          403          302
programs:plan-copy                  POST    403          403          302
programs:entrance-join              GET     302          302          200
programs:entrance-join              POST    302          302          302
programs:registration-list          GET     403          200          200
programs:entrance-edit              GET     403          200          200
programs:entrance-edit              POST    403          302          302
programs:registration-invite        POST    403          302          302
programs:registration-pages         POST    403          302          302
programs:registration-accept        POST    403          302          302
programs:registration-decline       POST    403          302          302
programs:registration-link          POST    403          302          302
programs:registration-close         POST    403          302          302
programs:place-rejoin               POST    404          404          404
programs:place-detail               GET     200          200          404
programs:place-pause                POST    302          302          404
programs:place-take-up              POST    302          302          404
programs:place-leave                GET     200          200          404
programs:place-leave                POST    302          302          404
programs:welcome-list               GET     200          200          200
programs:welcome-write              POST    302          302          404
programs:welcome-withdraw           POST    302          404          404
programs:welcome-put-away           POST    404          302          404
programs:welcome-hide               POST    403          302          302
programs-api:registration-list      GET     403          200          200
programs-api:registration-answer    POST    403          200          200
programs-api:registration-answer    DELETE  403          204          204
programs-api:place-list             GET     403          200          200
programs-api:own-place              GET     200          200          404
programs-api:own-place              DELETE  204          204          404
programs-api:own-pause              POST    204          204          404
programs-api:own-pause              DELETE  422          422          404
programs-api:note-list              GET     200          200          404
programs-api:note-list              POST    201          201          404
programs-api:note                   DELETE  204          404          404
programs:agreement-list             GET     200          200          200
programs:agreement-agree            POST    302          302          404
programs:agreement-review           POST    403          302          302
programs:agreement-detail           GET     200          200          200
programs:agreement-edit             GET     403          200          200
programs:agreement-edit             POST    403          302          302
programs:setup-list                 GET     403          200          200
programs:setup-tick                 POST    403          302          302
programs:setup-mail                 POST    403          302          302
programs:plan-build                  GET     403          403          200
programs:plan-alter                  POST    403          403          302
programs:plan-undo                   POST    403          403          302
programs:plan-preview                GET     403          403          200
programs:plan-publish                GET     403          403          200
programs:plan-publish                POST    403          403          302
programs:plan-drop                   POST    403          403          302
programs:letter-list                GET     200          200          200
programs:letter-read                POST    302          302          302
programs:letter-plan                GET     403          200          200
programs:letter-write               GET     403          200          200
programs:letter-write               POST    403          302          302
programs:letter-detail              GET     403          200          200
programs:letter-edit                GET     403          200          200
programs:letter-edit                POST    403          302          302
programs:letter-release             POST    403          302          302
programs:letter-drop                POST    403          302          302
programs:role-edit                  GET     403          200          200
programs:role-edit                  POST    403          302          302
programs:roadmap                    GET     200          200          200
programs:skill-map                  GET     200          200          200
programs:month-detail               GET     200          200          200
programs:step-detail                GET     200          404          404
programs:step-complete              POST    302          404          404
programs:step-reopen                POST    302          404          404
programs:step-skip                  POST    302          404          404
programs:step-stuck                 POST    302          404          404
programs:promise-keep               POST    302          302          404
programs:promise-make               GET     200          200          404
programs:promise-make               POST    302          302          404
programs:promise-detail             GET     200          404          404
programs:promise-detail             POST    302          404          404
programs:promise-drop               POST    302          404          404
programs:task-list                  GET     200          200          200
programs:task-complete              POST    404          302          404
programs:task-reopen                POST    404          302          404
programs:thread-list                GET     200          200          200
programs:thread-detail              GET     200          200          200
programs:thread-detail              POST    302          302          302
programs:thread-close               POST    302          302          302
programs:thread-reopen              POST    302          302          302
programs:path-list                  GET     403          200          200
programs:path-detail                GET     403          200          200
programs:path-settle                POST    403          302          302
programs:path-shift                 POST    403          302          302
programs:path-pause                 POST    403          302          302
programs:path-resume                POST    403          302          302
programs:promise-assign             GET     403          200          200
programs:promise-assign             POST    403          302          302
programs:remit-list                 GET     403          403          200
programs:remit-set                  POST    403          403          302
surveys-api:wave-list               GET     200          200          200
surveys-api:wave-questions          GET     200          200          404
surveys-api:own-answers             PUT     204          204          404
surveys-api:own-answers             DELETE  204          204          404
surveys-api:wave-results            GET     404          404          404
surveys:wave-list                   GET     200          200          200
surveys:wave-create                 GET     403          200          200
surveys:wave-create                 POST    403          302          302
surveys:instrument-list             GET     403          200          200
surveys:instrument-create           GET     403          200          200
surveys:instrument-create           POST    403          302          302
surveys:instrument-detail           GET     403          200          200
surveys:instrument-edit             GET     403          200          200
surveys:instrument-edit             POST    403          302          302
surveys:action-finish               POST    403          302          302
surveys:remark-folder               GET     403          403          200
surveys:remark-settle               POST    403          403          302
surveys:remark-restrict             POST    403          302          302
surveys:event-ask                   GET     403          200          200
surveys:event-ask                   POST    403          302          302
surveys:reply-read                  GET     200          200          200
surveys:reply-read                  POST    422          422          422
surveys:reply-send                  POST    422          422          422
surveys:talk-list                   GET     403          200          200
surveys:talk-detail                 GET     403          200          200
surveys:talk-detail                 POST    403          302          302
surveys:removal-ask                 GET     200          200          200
surveys:removal-ask                 POST    302          302          404
surveys:removal-asked               GET     200          200          200
surveys:wave-detail                 GET     200          200          200
surveys:wave-promise                GET     200          200          200
surveys:wave-answer                 GET     200          200          404
surveys:wave-answer                 POST    302          302          404
surveys:wave-sent                   GET     200          200          404
surveys:wave-withdraw               POST    302          302          404
surveys:wave-export                 GET     403          404          404
surveys:wave-move                   GET     403          200          200
surveys:wave-move                   POST    403          422          422
surveys:wave-rules                  GET     403          200          200
surveys:wave-rules                  POST    403          302          302
surveys:wave-call-off               POST    403          302          302
surveys:wave-remind                 POST    403          302          302
surveys:wave-note                   POST    403          302          302
surveys:action-promise              POST    403          422          422
mentoring:home                      GET     200          200          404
mentoring:profile-edit              GET     200          200          404
mentoring:profile-edit              POST    302          302          404
mentoring:profile-close             POST    302          302          404
mentoring:pair-detail               GET     200          200          404
mentoring:pair-answer               POST    302          302          404
mentoring:fit-say                   POST    302          302          404
mentoring:review-say                POST    302          302          404
mentoring:pair-leave                GET     200          200          404
mentoring:pair-leave                POST    302          302          404
mentoring:help-ask                  GET     200          200          404
mentoring:help-ask                  POST    302          302          404
mentoring:check-in                  GET     200          200          404
mentoring:check-in                  POST    302          302          404
mentoring:check-in-deny             POST    302          302          404
mentoring:next-plan                 GET     200          200          404
mentoring:next-plan                 POST    302          302          404
mentoring:pair-download             GET     200          200          404
mentoring:words-download            GET     200          200          404
mentoring:note-write                POST    302          302          404
mentoring:note-erase                POST    302          404          404
mentoring:feedback-send             GET     200          200          404
mentoring:feedback-send             POST    302          422          404
mentoring:ask-list                  GET     200          200          404
mentoring:ask-send                  POST    302          302          404
mentoring:ask-answer                POST    404          302          404
mentoring:ask-tell                  POST    302          404          404
mentoring:ask-withdraw              POST    302          404          404
mentoring:track-detail              GET     403          200          200
mentoring:track-edit                GET     403          200          200
mentoring:track-edit                POST    403          302          302
mentoring:pair-decide               POST    403          302          302
mentoring:round-create              POST    403          302          302
mentoring:round-detail              GET     403          200          200
mentoring:round-remake              POST    403          302          302
mentoring:round-join                POST    403          302          302
mentoring:round-publish             POST    403          302          302
mentoring:round-drop                POST    403          302          302
mentoring:round-hold                POST    403          302          302
mentoring:round-split               POST    403          302          302
mentoring-api:pair-list             GET     200          200          404
mentoring-api:pair-answer           POST    204          204          404
mentoring-api:check-in              POST    201          201          404
mentoring-api:track                 GET     403          200          200
community:theme-list                GET     403          200          200
community:theme-begin               POST    403          302          302
community:theme-create              GET     403          200          200
community:theme-create              POST    403          302          302
community:text-read                 GET     403          200          200
community:text-read                 POST    403          302          302
community:theme-export              GET     403          200          200
community:theme-detail              GET     403          200          200
community:theme-detail              POST    403          302          302
community:theme-merge               POST    403          302          302
community:hub                       GET     200          200          200
community:award-detail              GET     200          200          200
community:award-plan                GET     403          200          200
community:award-plan                POST    403          302          302
community:award-nominate            GET     200          200          404
community:award-nominate            POST    302          422          404
community:award-evidence            POST    404          302          404
community:award-jury                GET     403          200          200
community:award-jury                POST    403          302          302
community:award-vote                GET     200          404          404
community:award-vote                POST    302          404          404
community:award-announce            POST    403          302          302
community:award-words               GET     404          404          404
community:nomination-drop           POST    302          404          404
community:juror-drop                POST    403          302          302
community:award-certificate         GET     404          404          404
community:buddy-detail              GET     200          200          404
community:buddy-detail              POST    302          302          404
community:buddy-stop                POST    302          302          404
community:unmet-list                GET     403          200          200
community:welcome-greet             POST    302          404          404
community:welcome-tick              POST    302          404          404
community:welcome-pass              POST    302          404          404
community:welcome-end               POST    302          302          404
community:welcome-give              POST    403          302          302
community:directory                 GET     200          200          200
community:profile-edit              GET     200          200          404
community:profile-edit              POST    302          302          404
community:profile-answer            POST    302          302          404
community:profile-detail            GET     200          200          200
community:summary-edit              GET     200          200          404
community:summary-edit              POST    302          302          404
community:prompt-list               GET     403          200          200
community:prompt-detail             GET     403          200          200
community:prompt-drop               POST    403          302          302
community:prompt-follow             POST    403          302          302
community:group-prompts             GET     403          200          404
community:group-prompts             POST    403          422          404
community:seed-answer               POST    302          404          404
community:group-list                GET     200          200          200
community:group-create              GET     200          200          404
community:group-create              POST    302          302          404
community:group-detail              GET     200          200          200
community:group-detail              POST    302          422          404
community:group-join                POST    302          302          404
community:group-leave               POST    302          302          404
community:group-ask                 POST    302          302          404
community:seat-accept               POST    302          404          404
community:seat-decline              POST    302          404          404
community:post-detail               GET     200          200          200
community:post-detail               POST    302          422          404
community:post-edit                 GET     200          403          403
community:post-edit                 POST    302          403          403
community:post-remove               POST    302          403          403
community:post-report               POST    302          302          404
community:post-nod                  POST    302          302          404
community:post-picture               GET     200          200          200
community:held-words                GET     403          200          200
community:held-words                POST    403          302          302
community:held-release              POST    403          302          302
community:held-remove               POST    403          302          302
community:thanks-list               GET     200          200          200
community:thanks-give               GET     200          404          404
community:thanks-give               POST    302          404          404
community:thanks-give-group         GET     200          200          404
community:thanks-give-group         POST    302          302          404
community:thanks-answer             POST    404          302          404
community:thanks-take-back          POST    302          404          404
community:newsletter                GET     403          200          200
community:sharing-list              GET     200          200          200
community:sharing-list              POST    403          302          302
community:sharing-detail            GET     200          200          200
community:sharing-detail            POST    302          302          404
community:sharing-join              POST    302          302          404
community:sharing-move              POST    403          302          302
community:report-list               GET     403          200          200
community:report-remove             POST    403          302          302
community:report-keep               POST    403          302          302
community:story-list                GET     200          200          200
community:story-tell                GET     200          200          404
community:story-tell                POST    302          302          404
community:story-queue               GET     403          200          200
community:story-patterns            GET     200          200          200
community:question-edit             GET     403          200          200
community:question-edit             POST    403          302          302
community:story-detail              GET     200          200          200
community:story-edit                GET     200          403          403
community:story-edit                POST    302          403          403
community:story-reach               POST    302          403          403
community:story-erase               POST    302          403          403
community:story-approve             POST    403          302          302
community:story-return              POST    403          302          302
programs-api:event-planning         POST    403          201          201
programs-api:event-detail           GET     200          200          200
programs-api:event-detail           PUT     403          204          204
programs-api:event-detail           DELETE  403          204          204
programs-api:event-answer           POST    422          422          404
programs-api:event-attendance       GET     403          200          200
programs-api:event-attendance       POST    403          422          422
programs-api:event-topics           GET     200          200          200
programs-api:event-topics           POST    201          422          404
programs-api:event-topic            POST    204          422          404
programs-api:event-topic            PUT     204          422          404
programs-api:event-topic            DELETE  204          422          404
programs-api:hour-list              GET     200          200          200
programs-api:hour-offer             POST    403          201          201
programs-api:hour                   POST    204          422          404
programs-api:hour                   DELETE  204          422          204
programs-api:template-list          GET     403          200          200
programs-api:template-import        POST    403          403          201
programs-api:template-file          GET     403          200          200
programs-api:plan                   GET     403          200          200
programs-api:plan-move              POST    403          403          422
programs-api:plan-start             POST    403          403          422
programs-api:plan-copy              POST    403          403          201
programs-api:plan-follow            POST    403          403          200
programs-api:plan-draft             GET     403          403          200
programs-api:plan-draft             POST    403          403          204
programs-api:plan-draft             PUT     403          403          200
programs-api:plan-draft             DELETE  403          403          204
programs-api:agreement-list         GET     200          200          200
programs-api:agreement-agree        POST    200          200          404
programs-api:agreement-review       POST    403          200          200
programs-api:agreement-text         PUT     403          200          200
programs-api:letter-list            GET     200          200          200
programs-api:letter-list            POST    204          204          204
programs-api:letter-plan            GET     403          200          200
programs-api:letter-plan            POST    403          201          201
programs-api:letter-detail          PUT     403          200          200
programs-api:letter-detail          DELETE  403          204          204
programs-api:letter-release         POST    403          200          200
programs-api:entrance               GET     403          200          200
programs-api:entrance               PUT     403          200          200
programs-api:month                  GET     200          200          404
programs-api:step-done              POST    204          404          404
programs-api:step-done              DELETE  204          404          404
programs-api:promise-done           POST    204          404          404
programs-api:promise-done           DELETE  204          404          404
network-api:interaction-list        GET     200          200          404
network-api:interaction-list        POST    201          422          404
network-api:interaction-detail      DELETE  204          422          404
network-api:confirm                 POST    404          204          404
network-api:decline                 POST    404          204          404
network-api:person-list             GET     200          200          200
network-api:introduction-list       GET     200          200          404
network-api:introduction-answer     POST    204          204          404
network-api:introduction-met        POST    422          422          404
network-api:round-list              GET     403          200          200
network-api:snapshot-list           GET     403          200          200
network-api:snapshot-latest         GET     403          200          200
network-api:snapshot-ask            POST    403          202          202
network-api:job-detail              GET     403          200          200
network-api:import-people           POST    403          201          201
network-api:import-interactions     POST    403          422          422
"""
SHARE_OF_OTHERS = 0.25
ROLES = ("participant", "facilitator", "admin")
LINES = [line.split() for line in TABLE.strip().splitlines()[1:]]
EXPECTED = {(route, method): [int(one) for one in answers] for route, method, *answers in LINES}


def allowed(route: str, role: int) -> bool:
    """Whether the table gives a role any answer but 403 at an address."""
    return any(answers[role] != 403 for (one, _), answers in EXPECTED.items() if one == route)


def methods(route: str) -> list[str]:
    """The methods of the table and, by chance, one that is not in it."""
    others = [method for method in METHODS if (route, method) not in EXPECTED]
    drawn = others if is_whole() else random.sample(others, k=int(random.random() < SHARE_OF_OTHERS))
    return [method for method in METHODS if method in drawn or method not in others]


@pytest.mark.parametrize("role", range(len(ROLES)), ids=ROLES)
@pytest.mark.parametrize("route", ARGUMENTS)
def test_access_is_as_the_table_says(route: str, role: int, houses: Houses) -> None:
    here = houses[0]
    house = here.house
    caller = Caller((house.ben, house.ada, house.una)[role].user)
    place = Place("own", house.organization.slug, house.program.slug, here, house.program)
    got, expected = {}, {}

    for method in methods(route):
        with transaction.atomic():
            sent = body(route, here, house.program)
            got[method] = caller.ask(method, address(route, place), sent, form=sends_form(route)).status_code
            transaction.set_rollback(True)
        # HEAD is GET without its body; the API leaves it to GET as well.
        answers = EXPECTED.get((route, "GET" if method == "HEAD" else method))
        expected[method] = answers[role] if answers else 405 if allowed(route, role) else 403

    assert got == expected


def test_table_has_every_address() -> None:
    assert {route for route, _ in EXPECTED} == set(ARGUMENTS)
