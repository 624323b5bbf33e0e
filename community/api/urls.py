"""API addresses of the community inside a program."""

from django.urls import path

from community.api import benefits, groups, posts, requests, thanks

app_name = "community-api"
urlpatterns = [
    path("community/groups/", groups.GroupList.as_view(), name="group-list"),
    path("community/groups/<uuid:group>/", groups.GroupDetail.as_view(), name="group"),
    path("community/groups/<uuid:group>/topics/", groups.GroupTopics.as_view(), name="group-topics"),
    path("community/groups/<uuid:group>/seat/", groups.GroupStanding.as_view(), name="group-standing"),
    path("community/groups/<uuid:group>/people/", groups.GroupPeople.as_view(), name="group-people"),
    path("community/groups/<uuid:group>/posts/", posts.PostList.as_view(), name="post-list"),
    path("community/seats/<uuid:seat>/", groups.Seat.as_view(), name="seat"),
    path("community/posts/<uuid:post>/", posts.PostDetail.as_view(), name="post"),
    path("community/posts/<uuid:post>/words/", posts.PostWords.as_view(), name="post-words"),
    path("community/posts/<uuid:post>/answers/", posts.PostAnswers.as_view(), name="post-answers"),
    path("community/posts/<uuid:post>/report/", posts.PostReport.as_view(), name="post-report"),
    path("community/posts/<uuid:post>/nod/", posts.PostNod.as_view(), name="post-nod"),
    path("community/thanks/", thanks.ThanksList.as_view(), name="thanks-list"),
    path("community/thanks/own/", thanks.OwnThanks.as_view(), name="thanks-own"),
    path("community/thanks/person/<uuid:person>/", thanks.ThanksToPerson.as_view(), name="thanks-person"),
    path("community/thanks/group/<uuid:group>/", thanks.ThanksToGroup.as_view(), name="thanks-group"),
    path("community/thanks/<uuid:thanks>/", thanks.Thanks.as_view(), name="thanks"),
    path("community/benefits/", benefits.BenefitList.as_view(), name="benefit-list"),
    path("community/benefits/own/", benefits.OwnBenefits.as_view(), name="benefit-own"),
    path("community/benefits/<uuid:benefit>/", benefits.BenefitTold.as_view(), name="benefit"),
    path("community/benefits/sides/<uuid:side>/", benefits.BenefitAnswer.as_view(), name="benefit-answer"),
    path("community/help/", requests.HelpList.as_view(), name="help-list"),
    path("community/help/<uuid:wanted>/", requests.Help.as_view(), name="help"),
    path("community/help/<uuid:wanted>/people/", requests.HelpPeople.as_view(), name="help-people"),
    path("community/help/asks/<uuid:asked>/", requests.HelpAnswered.as_view(), name="help-answer"),
]
