"""Addresses of this package."""

from django.urls import path

from gabinete.foundation.workflow.web import views

app_name = "workflow"
urlpatterns = [
    path("", views.show, name="show-calendar"),
    path("<slug:code>/cerrar/", views.close, name="close-days"),
    path("<slug:code>/retirar/", views.withdraw, name="withdraw-days"),
]
