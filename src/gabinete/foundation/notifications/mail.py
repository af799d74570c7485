"""The letter that carries a notice: plain text and simple HTML, and nothing that is restricted."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import engines
from django.utils import translation
from django.utils.translation import gettext as _

from gabinete.foundation.notifications.models import Notice
from gabinete.kernel.reserve import Reserve


def is_mail_on() -> bool:
    """Return whether the office has told the system by which server its mail leaves."""
    return bool(settings.EMAIL_HOST)


def message_id(notice: Notice) -> str:
    """Return the identifier of the letter; the same at every attempt, so that no mailbox shows it twice."""
    return f"<aviso.{notice.pk}.{notice.at:%Y%m%d%H%M%S}@{domain()}>"


def letter_for(notice: Notice) -> EmailMultiAlternatives:
    """Return the letter of a notice, in the language of who receives it.

    From RESTRICTED on, it only says that there is something to read: mail travels in the open.
    """
    with translation.override(notice.user.language):
        hidden = notice.reserve >= Reserve.RESTRICTED
        title = _("Tiene un asunto restringido") if hidden else " ".join(notice.title.split())
        context = {
            "title": title,
            "text": _("Por su reserva, el contenido solo se lee dentro del sistema.")
            if hidden
            else notice.text,
            "link": settings.PUBLIC_ADDRESS + ("/avisos/" if hidden or not notice.url else notice.url),
            "name": notice.user.name,
            "needs_receipt": notice.needs_receipt,
        }
        return _letter(notice, title, context)


def _letter(notice: Notice, title: str, context: dict[str, object]) -> EmailMultiAlternatives:
    letter = EmailMultiAlternatives(
        subject=f"[Gabinete] {title}",
        body=engines["jinja2"].get_template("notifications/mail.txt").render(context),
        to=[notice.user.email],
        headers={
            "Message-ID": message_id(notice),
            "List-Id": f"Avisos de Gabinete <avisos.{domain()}>",
            "Auto-Submitted": "auto-generated",
            "X-Auto-Response-Suppress": "All",
        },
    )
    letter.attach_alternative(
        engines["jinja2"].get_template("notifications/mail.html").render(context), "text/html"
    )
    return letter


def domain() -> str:
    """Return the name under which this system is known."""
    return urlsplit(settings.PUBLIC_ADDRESS).hostname or "gabinete.invalid"
