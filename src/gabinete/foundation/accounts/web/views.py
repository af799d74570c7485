"""What allauth's own views lack: 429 when the door is shut, one session ended at a time, the language."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.views import LoginView, PasswordResetView
from allauth.mfa.base.views import AuthenticateView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gabinete.foundation.accounts.actions import (
    choose_language,
    choose_morning_mail,
    end_other_sessions,
    end_session,
)
from gabinete.foundation.accounts.devices import device_said
from gabinete.foundation.accounts.models import User
from gabinete.foundation.accounts.queries import open_sessions
from gabinete.foundation.audit.acts import act
from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock

View = Callable[..., HttpResponseBase]
TOO_MANY = frozenset({"too_many_login_attempts", "rate_limited"})


def in_act(view: View, verb: str) -> View:
    """Return the view with whatever it writes attributed to the person and sealed."""

    @wraps(view)
    def acting(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with act(request.user.pk or 0, verb, at=clock.now()):
            return view(request, *args, **kwargs)

    return acting


def _refused(form: Form) -> int:
    """Return the status of a form that was not accepted: 429 when what it needs is patience."""
    codes = {error.code for errors in form.errors.as_data().values() for error in errors}
    return 429 if codes & TOO_MANY else 200


class SignInView(LoginView):
    """Username and password; passkeys stand on the same page."""

    def form_invalid(self, form: Form) -> HttpResponse:
        """Show what was wrong; say 429 to programs when the account's door is shut for a while."""
        return self.render_to_response(self.get_context_data(form=form), status=_refused(form))


class SecondStepView(AuthenticateView):
    """The second factor, after the password."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Go on; a recovery code that is spent is spent in the person's name."""
        with act(self.stage.login.user.pk, "accounts.use_second_factor", at=clock.now()):
            return super().form_valid(form)

    def form_invalid(self, form: Form) -> HttpResponse:
        """Show what was wrong, with 429 after too many tries."""
        response = super().form_invalid(form)
        response.status_code = _refused(form)
        return response


@login_not_required
def forgotten(request: HttpRequest) -> HttpResponseBase:
    """Ask for a link by e-mail, where the office has e-mail; say whom to ask where it has none."""
    if not settings.EMAIL_HOST:
        return render(request, "account/password_reset_by_hand.html")
    return in_act(PasswordResetView.as_view(), "accounts.ask_password_reset")(request)


@require_http_methods(["GET", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """List where one is signed in; end one session, or all the others."""
    user = _signed_in(request)
    if request.method == "POST":
        return _end(request, user)
    now_here = request.session.session_key
    listed = [
        {
            "id": s.pk,
            "device": device_said(s.user_agent),
            "ip": s.ip,
            "since": s.created_at,
            "here": s.session_key == now_here,
        }
        for s in open_sessions(user)
    ]
    return render(request, "usersessions/usersession_list.html", {"sessions": listed})


def _end(request: HttpRequest, user: User) -> HttpResponse:
    chosen = request.POST.get("session", "")
    if chosen.isdecimal():
        ended = end_session(user, int(chosen))
        said = (
            _("La sesión se cerró: en ese equipo se pedirá la contraseña.")
            if ended
            else _("Esa sesión ya estaba cerrada.")
        )
    else:
        count = end_other_sessions(user, request.session.session_key or "")
        said = _("Se cerraron las demás sesiones (%(n)d). Solo queda abierta esta.") % {"n": count}
    messages.success(request, said)
    return redirect(request.path)


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language of one's screens."""
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES):
        choose_language(_signed_in(request), chosen, now=clock.now())
    return redirect("/cuenta/")


@require_POST
def morning_mail(request: HttpRequest) -> HttpResponse:
    """Have the reminder of each morning by mail too, or only in the system."""
    wanted = request.POST.get("morning_mail") == "1"
    choose_morning_mail(_signed_in(request), wanted=wanted, now=clock.now())
    said = (
        _("El recordatorio de cada mañana le llegará también por correo.")
        if wanted
        else _("El recordatorio de cada mañana ya solo aparecerá en sus avisos.")
    )
    messages.success(request, said)
    return redirect("/cuenta/")


def _signed_in(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User):  # AccessMiddleware lets nobody else through
        raise TypeError("A page of one's own account was served to nobody")
    return user
