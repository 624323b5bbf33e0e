"""Addresses of what came of knowing somebody, and of the networks beyond this one."""

from django.urls import path

from community.views import benefits

urlpatterns = [
    path("community/benefits/", benefits.benefit_list, name="benefit-list"),
    path("community/benefits/tell/", benefits.benefit_tell, name="benefit-tell"),
    path("community/benefits/<uuid:benefit>/erase/", benefits.benefit_erase, name="benefit-erase"),
    path("community/benefits/sides/<uuid:side>/", benefits.benefit_answer, name="benefit-answer"),
    path("community/beyond/", benefits.other_network_list, name="other-network-list"),
    path("community/beyond/<uuid:other>/way/", benefits.other_network_way, name="other-network-way"),
    path("community/beyond/<uuid:other>/drop/", benefits.other_network_drop, name="other-network-drop"),
]
