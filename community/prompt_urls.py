"""Addresses of prompts."""

from django.urls import path

from community.views import prompts

urlpatterns = [
    path("community/prompts/", prompts.prompt_list, name="prompt-list"),
    path("community/prompts/<uuid:prompt>/", prompts.prompt_detail, name="prompt-detail"),
    path("community/prompts/<uuid:prompt>/drop/", prompts.prompt_drop, name="prompt-drop"),
    path("community/prompts/<uuid:prompt>/follow/", prompts.prompt_follow, name="prompt-follow"),
    path("community/groups/<uuid:group>/prompts/", prompts.prompt_plan, name="group-prompts"),
    path("community/seeds/<uuid:seed>/", prompts.seed_answer, name="seed-answer"),
]
