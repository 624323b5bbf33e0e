"""Addresses of stories: inside a program, and the one anybody may open."""

from django.urls import path

from community.views import stories as views
from community.views import story_rounds as rounds

urlpatterns = [
    path("community/stories/", views.story_list, name="story-list"),
    path("community/stories/tell/", views.story_tell, name="story-tell"),
    path("community/stories/waiting/", views.story_queue, name="story-queue"),
    path("community/stories/patterns/", views.story_patterns, name="story-patterns"),
    path("community/stories/questions/", views.question_edit, name="question-edit"),
    path("community/stories/rounds/", rounds.round_list, name="round-list"),
    path("community/stories/rounds/<int:quarter>/", rounds.round_write, name="round-write"),
    path("community/stories/<uuid:story>/", views.story_detail, name="story-detail"),
    path("community/stories/<uuid:story>/edit/", views.story_edit, name="story-edit"),
    path("community/stories/<uuid:story>/reach/", views.story_reach, name="story-reach"),
    path("community/stories/<uuid:story>/erase/", views.story_erase, name="story-erase"),
    path("community/stories/<uuid:story>/approve/", views.story_approve, name="story-approve"),
    path("community/stories/<uuid:story>/return/", views.story_return, name="story-return"),
]
public_urlpatterns = [path("stories/<str:token>/", views.story_public, name="story-public")]
