"""Addresses of the room."""

from django.urls import path

from gabinete.office.cabinet.web.room import door, entries, kept, member, pulse, screen, wall

urlpatterns = [
    path("sesiones/sin-red.js", kept.keep_room, name="keep-room"),
    path("sesiones/<int:pk>/sala/", screen.show_room, name="show-room"),
    path("sesiones/<int:pk>/sala/anotar/", entries.write_entry, name="write-entry"),
    path("sesiones/<int:pk>/sala/leer/", entries.read_agreement, name="read-agreement"),
    path("sesiones/<int:pk>/entrada/", door.show_door, name="show-door"),
    path("entrada/<str:key>/", door.enter, name="enter-door"),
    path("sesiones/<int:pk>/proyector/", wall.show_wall, name="show-wall"),
    path("proyector/<str:key>/", wall.follow_wall, name="follow-wall"),
    path("sesiones/<int:pk>/en-sala/", member.follow_session, name="follow-session"),
    path("sesiones/<int:pk>/en-sala/palabra/", member.ask_floor, name="ask-floor"),
    path("pulso/<str:token>/", pulse.take_pulse, name="take-pulse"),
]
