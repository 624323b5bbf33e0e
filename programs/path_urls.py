"""Addresses of a person's year, relative to the program."""

from django.urls import path

from programs.views import journeys, paths, promises, remits, threads

urlpatterns = [
    path("roadmap/", paths.roadmap, name="roadmap"),
    path("roadmap/skills/", paths.skills, name="skill-map"),
    path("roadmap/<int:month>/", paths.month_detail, name="month-detail"),
    path("steps/<uuid:step>/", paths.step_detail, name="step-detail"),
    path("steps/<uuid:step>/done/", paths.step_complete, name="step-complete"),
    path("steps/<uuid:step>/undo/", paths.step_reopen, name="step-reopen"),
    path("steps/<uuid:step>/skip/", paths.step_skip, name="step-skip"),
    path("steps/<uuid:step>/stuck/", paths.step_stuck, name="step-stuck"),
    path("promises/", promises.promise_keep, name="promise-keep"),
    path("promises/new/", promises.promise_make, name="promise-make"),
    path("promises/<uuid:promise>/", promises.promise_detail, name="promise-detail"),
    path("promises/<uuid:promise>/drop/", promises.promise_drop, name="promise-drop"),
    path("tasks/", threads.task_list, name="task-list"),
    path("tasks/<uuid:task>/done/", threads.task_complete, name="task-complete"),
    path("tasks/<uuid:task>/undo/", threads.task_reopen, name="task-reopen"),
    path("threads/", threads.thread_list, name="thread-list"),
    path("threads/<uuid:thread>/", threads.thread_detail, name="thread-detail"),
    path("threads/<uuid:thread>/close/", threads.thread_close, name="thread-close"),
    path("threads/<uuid:thread>/reopen/", threads.thread_reopen, name="thread-reopen"),
    path("paths/", journeys.path_list, name="path-list"),
    path("paths/remits/", remits.remit_list, name="remit-list"),
    path("paths/remits/<uuid:facilitator>/", remits.remit_set, name="remit-set"),
    path("paths/<uuid:person>/", journeys.path_detail, name="path-detail"),
    path("paths/<uuid:person>/missed/", journeys.path_settle, name="path-settle"),
    path("paths/<uuid:person>/shift/", journeys.path_shift, name="path-shift"),
    path("paths/<uuid:person>/pause/", journeys.path_pause, name="path-pause"),
    path("paths/<uuid:person>/resume/", journeys.path_resume, name="path-resume"),
    path("paths/<uuid:person>/promise/", promises.promise_assign, name="promise-assign"),
]
