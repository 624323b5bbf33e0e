"""Addresses of groups, posts and what was reported."""

from django.urls import path

from community.views import groups, held, posts

urlpatterns = [
    path("community/groups/", groups.group_list, name="group-list"),
    path("community/groups/new/", groups.group_create, name="group-create"),
    path("community/groups/<uuid:group>/", groups.group_detail, name="group-detail"),
    path("community/groups/<uuid:group>/join/", groups.group_join, name="group-join"),
    path("community/groups/<uuid:group>/leave/", groups.group_leave, name="group-leave"),
    path("community/groups/<uuid:group>/topics/", groups.group_topics, name="group-topics"),
    path("community/groups/<uuid:group>/ask/", groups.group_ask, name="group-ask"),
    path("community/seats/<uuid:seat>/accept/", groups.seat_accept, name="seat-accept"),
    path("community/seats/<uuid:seat>/decline/", groups.seat_decline, name="seat-decline"),
    path("community/posts/<uuid:post>/", posts.post_detail, name="post-detail"),
    path("community/posts/<uuid:post>/edit/", posts.post_edit, name="post-edit"),
    path("community/posts/<uuid:post>/remove/", posts.post_remove, name="post-remove"),
    path("community/posts/<uuid:post>/report/", posts.post_report, name="post-report"),
    path("community/posts/<uuid:post>/picture/", posts.post_picture, name="post-picture"),
    path("community/posts/<uuid:post>/nod/", posts.post_nod, name="post-nod"),
    path("community/held/words/", held.held_words, name="held-words"),
    path("community/held/<uuid:held>/release/", held.held_release, name="held-release"),
    path("community/held/<uuid:held>/remove/", held.held_remove, name="held-remove"),
    path("community/reports/", posts.report_list, name="report-list"),
    path("community/reports/<uuid:report>/remove/", posts.report_remove, name="report-remove"),
    path("community/reports/<uuid:report>/keep/", posts.report_keep, name="report-keep"),
]
