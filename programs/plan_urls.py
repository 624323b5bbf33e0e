"""Addresses of templates and of a program's plan."""

from django.urls import path

from programs.views import builder_pages, definitions, plans

in_organization = [
    path("templates/", plans.template_list, name="template-list"),
    path("templates/import/", plans.template_import, name="template-import"),
    path("templates/built-in/", plans.template_keep_seed, name="template-keep-seed"),
    path("templates/<uuid:template>/file/", plans.template_export, name="template-export"),
    path("templates/<uuid:template>/lock/", plans.template_lock, name="template-lock"),
    path("templates/<uuid:template>/build/", builder_pages.template_build, name="template-build"),
    path("templates/<uuid:template>/build/alter/", builder_pages.template_alter, name="template-alter"),
    path("templates/<uuid:template>/build/undo/", builder_pages.template_undo, name="template-undo"),
    path("templates/<uuid:template>/build/preview/", builder_pages.template_preview, name="template-preview"),
    path("templates/<uuid:template>/build/publish/", builder_pages.template_publish, name="template-publish"),
    path("templates/<uuid:template>/build/drop/", builder_pages.template_drop, name="template-drop"),
    path("programs/new/", plans.program_create, name="program-create"),
]
urlpatterns = [
    path("plan/", plans.plan_detail, name="plan-detail"),
    path("definitions/", definitions.definitions_edit, name="definitions-edit"),
    path("plan/move/", plans.plan_move, name="plan-move"),
    path("plan/start/", plans.plan_start, name="plan-start"),
    path("plan/copy/", plans.plan_copy, name="plan-copy"),
    path("plan/archive/", plans.plan_archive, name="plan-archive"),
    path("plan/bring-back/", plans.plan_bring_back, name="plan-bring-back"),
    path("plan/build/", builder_pages.plan_build, name="plan-build"),
    path("plan/build/alter/", builder_pages.plan_alter, name="plan-alter"),
    path("plan/build/undo/", builder_pages.plan_undo, name="plan-undo"),
    path("plan/build/preview/", builder_pages.plan_preview, name="plan-preview"),
    path("plan/build/publish/", builder_pages.plan_publish, name="plan-publish"),
    path("plan/build/drop/", builder_pages.plan_drop, name="plan-drop"),
]
