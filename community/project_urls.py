"""Addresses of projects; a project's own page is that of its group."""

from django.urls import path

from community.views import projects

urlpatterns = [
    path("community/projects/new/", projects.project_start, name="project-start"),
    path("community/projects/<uuid:project>/until/", projects.project_prolong, name="project-prolong"),
    path("community/projects/<uuid:project>/end/", projects.project_end, name="project-end"),
    path("community/projects/<uuid:project>/people/", projects.project_seek, name="project-seek"),
    path("community/projects/<uuid:project>/steps/", projects.project_step, name="project-step"),
    path("community/projects/<uuid:project>/beyond/", projects.project_network, name="project-network"),
    path("community/projects/steps/<uuid:project_step>/", projects.project_step_change, name="project-step-change"),
]
