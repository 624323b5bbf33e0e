"""Addresses of thanks and of the newsletter."""

from django.urls import path

from community.views import thanks

urlpatterns = [
    path("community/thanks/", thanks.thanks_list, name="thanks-list"),
    path("community/thanks/person/<uuid:person>/", thanks.thanks_give, name="thanks-give"),
    path("community/thanks/group/<uuid:group>/", thanks.thanks_give_group, name="thanks-give-group"),
    path("community/thanks/<uuid:thanks>/answer/", thanks.thanks_answer, name="thanks-answer"),
    path("community/thanks/<uuid:thanks>/take-back/", thanks.thanks_take_back, name="thanks-take-back"),
    path("community/newsletter/", thanks.newsletter, name="newsletter"),
]
