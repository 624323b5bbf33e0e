"""
Whatever a page does, the API does as well, or here stands why not.

Each act of a page inside an organization, which is each address that takes a form, has one line: the operations of the
API that do the same, or a reason. Signing in, personal links and the registration page lie outside an organization: no
token of one reaches them.
"""

from tests.guards.routes import is_page, organization_routes
from tests.guards.test_access_table import EXPECTED, ROLES
from tests.guards.test_every_body import published
from tests.guards.test_fields_by_role import as_published

WRITES = ("post", "put", "patch", "delete")
TWINS = """
tenancy:word-edit               word_set
tenancy:mail-try-again          mail_try_again
tenancy:mail-try-own            mail_try_own
network:interaction-log         interaction_log
network:interaction-confirm     interaction_confirm
network:interaction-decline     interaction_decline
network:interaction-undo        interaction_take_back
network:map-add                 map_entry_add
network:map-update              map_update
network:map-place               map_entry_place
network:map-remove              map_entry_take_off
network:snapshot-ask            snapshot_ask
network:introduction-answer     introduction_answer
network:introduction-met        introduction_met
network:introduction-wish       introduction_wish_set
network:outreach-record         outreach_record
network:outreach-undo           outreach_undo
network:round-plan              round_plan
network:round-start             round_start
network:round-drop              round_drop
network:round-close             round_close
network:person-block            person_block
network:person-unblock          person_unblock
network:consent-edit            drawn_by_name_set
network:map-finish              map_finish
network:map-know                map_know
network:map-line                map_know
network:map-give                map_give
network:map-quiet               map_quiet
network:map-rhythm              map_rhythm
network:map-restore             map_restore
network:mention-confirm         mention_confirm
network:mention-decline         mention_decline
network:mention-erase           mention_erase
network:time-erase              time_erase
network:findable-set            findable_set
network:community-name          community_name
network:event-groups            event_groups_settle
network:import-people           import_people
network:import-interactions     import_interactions
network:import-detail           import_people import_interactions
programs:definitions-edit       definitions_change
programs:event-create           event_create
programs:event-reply            event_reply event_reply_take_back
programs:event-check-in         event_check_in
programs:event-answer           event_answer
programs:topic-write            event_topic_write
programs:topic-choose           event_topic_choose event_topic_leave
programs:topic-note             event_topic_note
programs:hour-offer             office_hours_offer
programs:hour-take              office_hour_take
programs:hour-give-back         office_hour_give_back
programs:hour-withdraw          office_hour_give_back
programs:event-edit             event_change
programs:event-cancel           event_cancel
programs:event-attendance       event_attendance_note
programs:template-import        template_import
programs:template-keep-seed     template_keep_seed
programs:template-lock          template_lock template_unlock
programs:program-create         program_create
programs:plan-move              plan_move
programs:plan-start             plan_start
programs:plan-copy              plan_copy
programs:plan-archive           plan_archive
programs:plan-bring-back        plan_bring_back
programs:plan-alter             plan_draft_change
programs:plan-publish           plan_draft_publish
programs:plan-drop              plan_draft_drop
programs:entrance-edit          entrance_save
programs:registration-accept    registration_accept
programs:registration-decline   registration_decline
programs:place-pause            place_pause
programs:place-take-up          place_take_up
programs:place-leave            place_leave
programs:welcome-write          welcome_write
programs:welcome-withdraw       welcome_withdraw
programs:agreement-agree        agreement_agree
programs:agreement-review       agreement_review
programs:agreement-edit         agreement_write
programs:letter-read            letter_read
programs:letter-write           letter_write
programs:letter-edit            letter_change
programs:letter-release         letter_release
programs:letter-drop            letter_drop
programs:step-complete          step_complete
programs:step-reopen            step_reopen
programs:promise-keep           promise_keep promise_take_back
programs:step-skip              step_skip
programs:promise-make           promise_make
programs:promise-drop           promise_drop
programs:registration-link      registration_link
programs:registration-close     registration_close
programs:registration-pages     registration_pages
programs:path-pause             path_pause
programs:path-resume            path_resume
programs:path-shift             path_shift
programs:promise-assign         promise_assign
programs:resource-read          resource_read
programs:resource-unread        resource_unread
programs:resource-resolve       resource_resolve
programs:worksheet-fill         worksheet_fill
programs:answer-erase           answer_erase
programs:event-host             event_host
programs:entrance-join          entrance_join
programs:registration-invite    registration_invite
programs:place-rejoin           place_rejoin
programs:welcome-put-away       welcome_put_away
programs:welcome-hide           welcome_hide welcome_show
programs:agreement-take-back    agreement_take_back
programs:consent-set            consent_set
programs:setup-tick             setup_tick
programs:setup-mail             setup_mail
programs:role-edit              role_edit
programs:step-stuck             step_stuck
programs:promise-detail         promise_answer
programs:task-complete          task_complete
programs:task-reopen            task_reopen
programs:thread-detail          thread_answer
programs:thread-close           thread_close
programs:thread-reopen          thread_reopen
programs:path-settle            path_settle
programs:remit-set              remit_set
surveys:instrument-translate    question_words_give
surveys:instrument-create       question_list_make
surveys:instrument-edit         question_list_change
surveys:assessment-fill         assessment_fill
surveys:assessment-sponsor      assessment_sponsor
surveys:assessment-plan         assessment_plan
surveys:assessment-remove       assessment_remove
surveys:event-ask               event_ask
surveys:wave-move               survey_move
surveys:wave-rules              survey_tighten
surveys:wave-call-off           survey_call_off survey_plan_again
surveys:wave-note               survey_note
surveys:action-promise          action_promise
surveys:action-finish           action_finish
surveys:wave-answer             survey_answer
surveys:wave-withdraw           survey_withdraw
surveys:wave-create             survey_plan
surveys:wave-remind             survey_remind
community:group-create          group_found
community:group-join            group_join
community:group-leave           group_leave
community:group-ask             group_ask
community:group-topics          group_topics_choose
community:seat-accept           group_seat_accept
community:seat-decline          group_seat_decline
community:group-detail          post_write
community:post-detail           post_answer
community:post-edit             post_change
community:post-remove           post_remove
community:post-report           post_report
community:post-nod              post_nod
community:thanks-give           thanks_give
community:thanks-give-group     thanks_give_group
community:thanks-answer         thanks_answer
community:thanks-take-back      thanks_take_back
community:benefit-tell          benefit_tell
community:benefit-answer        benefit_answer
community:benefit-erase         benefit_erase
community:profile-edit          card_write
community:profile-answer        card_answer
community:summary-edit          summary_choose
community:buddy-detail          buddy_offer
community:buddy-stop            buddy_stop
community:welcome-greet         welcome_greet
community:welcome-tick          welcome_tick
community:welcome-pass          welcome_pass
community:welcome-end           welcome_end
community:welcome-give          welcome_give
community:wall-list             wall_open
community:wall-detail           wall_note_write
community:wall-close            wall_close
community:note-sort             wall_note_sort
community:note-remove           wall_note_remove
community:project-start         project_start
community:project-prolong       project_prolong
community:project-end           project_end project_go_on
community:project-seek          project_seek project_seek_no_more
community:project-step          project_step
community:project-network       project_network
community:project-step-change   project_step_change
community:tour-detail           tour_begin
community:tour-tick             tour_tick
community:tour-found            tour_found
community:story-tell            story_tell
community:story-edit            story_change
community:story-reach           story_reach
community:story-erase           story_erase
community:story-approve         story_approve
community:story-return          story_return
community:question-edit         story_question_set
community:round-write           round_write
community:other-network-list    other_network_name
community:other-network-way     other_network_way other_network_way_no_more
community:other-network-drop    other_network_drop
community:held-words            held_words_choose
community:held-release          held_release
community:held-remove           held_remove
community:report-remove         report_remove
community:report-keep           report_keep
community:prompt-drop           prompt_drop
community:prompt-follow         prompt_follow
community:group-prompts         prompt_plan
community:seed-answer           seed_answer
community:sharing-list          sharing_open
community:sharing-detail        sharing_write
community:sharing-join          sharing_join
community:sharing-move          sharing_move
community:theme-begin           theme_begin
community:theme-create          theme_create
community:theme-detail          theme_change
community:theme-merge           theme_merge
community:text-read             text_read
community:award-plan            award_plan
community:award-nominate        award_nominate
community:award-evidence        award_evidence
community:award-jury            award_jury
community:award-vote            award_vote
community:award-announce        award_announce
community:nomination-drop       nomination_drop
community:juror-drop            juror_drop
community:help-list             help_want
community:help-ask              help_ask
community:help-answer           help_answer
community:help-close            help_close
mentoring:pair-answer           mentoring_pair_answer
mentoring:check-in              mentoring_check_in
mentoring:profile-edit          mentoring_opt_in
mentoring:profile-close         mentoring_opt_out
mentoring:fit-say               mentoring_fit_say
mentoring:review-say            mentoring_review_say
mentoring:pair-leave            mentoring_pair_leave
mentoring:check-in-deny         mentoring_check_in_deny
mentoring:next-plan             mentoring_next_plan
mentoring:ask-send              mentoring_ask
mentoring:ask-answer            mentoring_ask_answer
mentoring:ask-tell              mentoring_ask_tell
mentoring:ask-withdraw          mentoring_ask_withdraw
mentoring:track-edit            mentoring_track_edit
mentoring:pair-decide           mentoring_pair_decide
mentoring:round-create          mentoring_round_create
mentoring:round-remake          mentoring_round_remake
mentoring:round-join            mentoring_round_join
mentoring:round-publish         mentoring_round_publish
mentoring:round-drop            mentoring_round_drop
mentoring:round-hold            mentoring_round_hold
mentoring:round-split           mentoring_round_split
dashboards:move-open            move_open
dashboards:move-finish          move_finish
dashboards:move-undo            move_take_back
dashboards:move-close           move_close
dashboards:brief-wish           brief_wish
dashboards:circle-write         circle_write
dashboards:circle-role          circle_role
dashboards:circle-check         circle_check
dashboards:circle-remove        circle_remove
dashboards:goal-write           goal_write
dashboards:goal-remove          goal_remove
dashboards:result-add           result_add
dashboards:result-remove        result_remove
dashboards:persona-list         persona_draw
dashboards:persona-detail       persona_change
dashboards:persona-tag          persona_tag
dashboards:persona-remove       persona_remove
dashboards:pack-make            pack_make
"""
SIGNED_IN = "who belongs here and how they come in, secrets and what is erased: for a person who is there, not a token"
UNNAMED = "words without a name: a program that comes with somebody's token would tell whose they are"
PRIVATE = "words that one or two people read: each look and each press is theirs"
BY_FILE = "a step on the board of a template; by API a changed plan comes in as a file (template_import)"
ON_PAGE = "only eases what stands on the page: nothing is kept, or another act does the same"
WITHOUT = {
    SIGNED_IN: """
        tenancy: member-invite invitation-revoke member-role sign-in-edit
        tools: provider-edit provider-try provider-remove token-make token-revoke webhook-make webhook-detail
        tools: delivery-resend
        rights: own-data person-erase retention-edit
        programs: feed-make feed-close
    """,
    UNNAMED: "surveys: removal-ask reply-read reply-send",
    PRIVATE: """
        surveys: talk-detail remark-settle remark-restrict
        mentoring: note-write note-erase feedback-send help-ask
    """,
    BY_FILE: "programs: template-alter template-undo template-publish template-drop",
    ON_PAGE: """
        network: calendar-import
        programs: plan-undo
    """,
}
# What the API does and no page does in a form of its own.
ONLY_BY_API = {
    "plan_follow": "pages follow a new version by publishing it",
}


def twins() -> dict[str, list[str]]:
    """Each act that has them, with the operations that do the same."""
    return {line.split()[0]: line.split()[1:] for line in TWINS.strip().splitlines()}


def named(words: str) -> list[str]:
    """The acts of a list, as addresses are named."""
    lines = [line.split() for line in words.strip().splitlines()]
    return [f"{app}{act}" for app, *acts in lines for act in acts]


def acts() -> list[str]:
    """Every page that takes a form."""
    return sorted(route for route, method in EXPECTED if method == "POST" and is_page(route))


def operations() -> dict[str, tuple[str, str]]:
    """Each operation of the API that changes something, with its address by name and its method."""
    names = {as_published("/" + path): name for name, path in organization_routes() if "-api:" in name}
    found = published()["paths"].items()
    return {
        one["operationId"]: (names[path], method.upper())
        for path, methods in found
        for method, one in methods.items()
        if method in WRITES and path in names
    }


def test_every_act_of_a_page_has_its_twin_or_a_reason() -> None:
    apart = [act for words in WITHOUT.values() for act in named(words)]

    print(f"API: {len(acts())} acts of pages, {len(twins())} with a twin, {len(apart)} not for it")
    assert sorted([*twins(), *apart]) == acts()


def test_every_change_by_api_is_some_pages_act() -> None:
    done = {one for found in twins().values() for one in found}

    assert done | ONLY_BY_API.keys() == operations().keys()
    assert not done & ONLY_BY_API.keys()


def test_whoever_may_act_on_the_page_may_by_api() -> None:
    every, wrong = operations(), []
    for act, found in twins().items():
        on_page = [status != 403 for status in EXPECTED[act, "POST"]]
        by_api = [[status != 403 for status in EXPECTED[every[one]]] for one in found]
        shut = [name for place, name in enumerate(ROLES) if on_page[place] and not any(one[place] for one in by_api)]
        wrong += [f"{act}: {shut}"] * bool(shut)

    assert wrong == []
