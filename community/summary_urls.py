"""Addresses of summaries by mail."""

from django.urls import path

from community.views import summaries

urlpatterns = [path("community/summaries/", summaries.summary_edit, name="summary-edit")]
public_urlpatterns = [path("summaries/<str:token>/", summaries.summary_stop, name="summary-stop")]
