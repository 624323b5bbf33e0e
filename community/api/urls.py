"""API addresses of the community inside a program."""

from django.urls import path

from community.api import groups, posts

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
]
