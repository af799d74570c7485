"""Addresses of the notices."""

from django.urls import path

from gabinete.foundation.notifications.web import views

app_name = "notifications"

urlpatterns = [
    path("", views.list_notices, name="list-notices"),
    path("vistos/", views.mark_all_seen, name="mark-all-seen"),
    path("<int:pk>/", views.open_notice, name="open-notice"),
    path("<int:pk>/visto/", views.mark_seen, name="mark-seen"),
    path("<int:pk>/acuse/", views.acknowledge, name="acknowledge"),
]
