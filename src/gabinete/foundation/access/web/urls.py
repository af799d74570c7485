"""Addresses of this package."""

from django.urls import path

from gabinete.foundation.access.web import grants, people, posts, profile, units

app_name = "access"
urlpatterns = [
    path("cuenta/", profile.show, name="show-profile"),
    path("directorio/", units.listing, name="list-units"),
    path("directorio/nueva/", units.add, name="add-unit"),
    path("directorio/permisos/", profile.permissions, name="show-permissions"),
    path("directorio/personas/", people.listing, name="list-people"),
    path("directorio/personas/nueva/", people.add, name="add-person"),
    path("directorio/personas/<int:pk>/", people.show, name="show-person"),
    path("directorio/personas/<int:pk>/editar/", people.edit, name="edit-person"),
    path("directorio/personas/<int:pk>/contrasena/", people.reset, name="reset-password"),
    path("directorio/personas/<int:pk>/segundo-factor/", people.remove_factor, name="remove-second-factor"),
    path("directorio/personas/<int:pk>/cerrar/", people.close, name="close-account"),
    path("directorio/personas/<int:pk>/reabrir/", people.reopen, name="reopen-account"),
    path("directorio/personas/<int:pk>/funciones/", grants.grant, name="grant-role"),
    path("directorio/funciones/<int:pk>/retirar/", grants.revoke, name="revoke-role"),
    path("directorio/<str:acronym>/", units.show, name="show-unit"),
    path("directorio/<str:acronym>/editar/", units.edit, name="edit-unit"),
    path("directorio/<str:acronym>/cerrar/", units.close, name="close-unit"),
    path("directorio/<str:acronym>/nombres/", units.alias, name="add-alias"),
    path("directorio/<str:acronym>/nombres/<int:pk>/quitar/", units.forget, name="drop-alias"),
    path("directorio/<str:acronym>/cargos/nuevo/", posts.add, name="add-post"),
    path("directorio/<str:acronym>/cargos/<int:pk>/", posts.show, name="show-post"),
    path("directorio/<str:acronym>/cargos/<int:pk>/titular/", posts.record, name="record-holder"),
    path("directorio/<str:acronym>/cargos/<int:pk>/vacante/", posts.vacate, name="leave-vacant"),
    path("directorio/<str:acronym>/cargos/<int:pk>/nombre/", posts.rename, name="rename-post"),
    path("directorio/<str:acronym>/titulares/<int:pk>/", posts.correct, name="correct-holder"),
    path("directorio/<str:acronym>/titulares/<int:pk>/quitar/", posts.drop, name="drop-holder"),
]
