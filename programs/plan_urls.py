"""Addresses of templates and of a program's plan."""

from django.urls import path

from programs.views import plans

in_organization = [
    path("templates/", plans.template_list, name="template-list"),
    path("templates/import/", plans.template_import, name="template-import"),
    path("templates/built-in/", plans.template_keep_seed, name="template-keep-seed"),
    path("templates/<uuid:template>/file/", plans.template_export, name="template-export"),
    path("templates/<uuid:template>/lock/", plans.template_lock, name="template-lock"),
    path("programs/new/", plans.program_create, name="program-create"),
]
urlpatterns = [
    path("plan/", plans.plan_detail, name="plan-detail"),
    path("plan/move/", plans.plan_move, name="plan-move"),
    path("plan/start/", plans.plan_start, name="plan-start"),
    path("plan/copy/", plans.plan_copy, name="plan-copy"),
]
