"""Addresses of the award."""

from django.urls import path

from community.views import award as views

urlpatterns = [
    path("community/award/", views.award_detail, name="award-detail"),
    path("community/award/plan/", views.award_plan, name="award-plan"),
    path("community/award/<uuid:award>/name/", views.award_nominate, name="award-nominate"),
    path("community/award/<uuid:award>/evidence/", views.award_evidence, name="award-evidence"),
    path("community/award/<uuid:award>/jury/", views.award_jury, name="award-jury"),
    path("community/award/<uuid:award>/vote/", views.award_vote, name="award-vote"),
    path("community/award/<uuid:award>/announce/", views.award_announce, name="award-announce"),
    path("community/award/<uuid:award>/words/", views.award_words, name="award-words"),
    path("community/award/named/<uuid:nomination>/drop/", views.nomination_drop, name="nomination-drop"),
    path("community/award/jury/<uuid:juror>/drop/", views.juror_drop, name="juror-drop"),
    path("community/award/certificates/<uuid:nominee>/", views.award_certificate, name="award-certificate"),
]
