"""Addresses of one's own account: the views of allauth that the office offers, in Spanish. Their names are allauth's."""

from allauth.account import views as account
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.contrib.auth.decorators import login_not_required
from django.urls import path, re_path

from gabinete.foundation.accounts.web import views

_in_act = views.in_act
urlpatterns = [
    path("entrar/", views.SignInView.as_view(), name="account_login"),
    path(
        "entrar/llave/",
        login_not_required(_in_act(keys.login_webauthn, "accounts.sign_in")),
        name="mfa_login_webauthn",
    ),
    path("entrar/segundo-factor/", views.SecondStepView.as_view(), name="mfa_authenticate"),
    path("salir/", account.logout, name="account_logout"),
    path("cerrada/", account.account_inactive, name="account_inactive"),
    path("confirmar/", account.reauthenticate, name="account_reauthenticate"),
    path(
        "confirmar/codigo/",
        _in_act(factors.reauthenticate, "accounts.use_second_factor"),
        name="mfa_reauthenticate",
    ),
    path("confirmar/llave/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("idioma/", views.language, name="choose_language"),
    path("recordatorio/", views.morning_mail, name="choose_morning_mail"),
    path("sesiones/", views.sessions, name="usersessions_list"),
    path("contrasena/", account.password_change, name="account_change_password"),
    path("contrasena/olvidada/", views.forgotten, name="account_reset_password"),
    path("contrasena/olvidada/enviada/", account.password_reset_done, name="account_reset_password_done"),
    path(
        "contrasena/cambiada/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    re_path(
        r"^contrasena/nueva/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path("segundo-factor/", factors.index, name="mfa_index"),
    path(
        "segundo-factor/aplicacion/",
        _in_act(totp.activate_totp, "accounts.add_second_factor"),
        name="mfa_activate_totp",
    ),
    path(
        "segundo-factor/aplicacion/quitar/",
        _in_act(totp.deactivate_totp, "accounts.drop_second_factor"),
        name="mfa_deactivate_totp",
    ),
    path("segundo-factor/codigos/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path(
        "segundo-factor/codigos/generar/",
        _in_act(codes.generate_recovery_codes, "accounts.renew_recovery_codes"),
        name="mfa_generate_recovery_codes",
    ),
    path(
        "segundo-factor/codigos/descargar/", codes.download_recovery_codes, name="mfa_download_recovery_codes"
    ),
    path("segundo-factor/llaves/", keys.list_webauthn, name="mfa_list_webauthn"),
    path(
        "segundo-factor/llaves/agregar/",
        _in_act(keys.add_webauthn, "accounts.add_second_factor"),
        name="mfa_add_webauthn",
    ),
    path(
        "segundo-factor/llaves/<int:pk>/quitar/",
        _in_act(keys.remove_webauthn, "accounts.drop_second_factor"),
        name="mfa_remove_webauthn",
    ),
    path(
        "segundo-factor/llaves/<int:pk>/nombre/",
        _in_act(keys.edit_webauthn, "accounts.rename_key"),
        name="mfa_edit_webauthn",
    ),
]
