"""What the worker does for accounts: the letters with which somebody chooses another password.

The queue carries an address or a key, never a link: it is made at the moment it leaves.
"""

from allauth.account.forms import default_token_generator
from allauth.account.utils import filter_users_by_email, user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template import engines
from django.urls import reverse
from django.utils import translation
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from gabinete.foundation.accounts.models import User

_RETRY = RetryStrategy(max_attempts=6, exponential_wait=4, retry_exceptions=[OSError])
"""4 s, 16 s, 1 min, 4 min, 17 min: whoever waits at a screen asks again sooner than that."""


@app.task(name="accounts.find_who_forgot", queue="mail")
def find_who_forgot(address: str) -> None:
    """Send a link to each open account that uses the address; to nobody when none does."""
    for user in filter_users_by_email(address, is_active=True):
        send_reset_link.defer(user_id=user.pk)


@app.task(name="accounts.send_reset_link", queue="mail", retry=_RETRY)
def send_reset_link(user_id: int) -> None:
    """Send a person the link to choose another password; an account closed meanwhile gets none.

    Raises:
        OSError: the mail server is away or refuses (``SMTPException`` is one); the queue tries again a few times.
    """
    user = User.objects.filter(pk=user_id, is_active=True).exclude(email="").first()
    if user is not None:
        reset_letter(user).send()


def reset_letter(user: User) -> EmailMessage:
    """Return the letter, in the person's language; its link works once, and only until the password changes."""
    with translation.override(user.language):
        context = {"user": user, "password_reset_url": settings.PUBLIC_ADDRESS + _path(user)}
        subject = _rendered("subject", context)
        return EmailMessage(
            subject=" ".join(subject.split()),
            body=_rendered("message", context),
            to=[user.email],
            headers={"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All"},
        )


def _path(user: User) -> str:
    marks = {"uidb36": user_pk_to_url_str(user), "key": default_token_generator.make_token(user)}
    return reverse("account_reset_password_from_key", kwargs=marks)


def _rendered(part: str, context: dict[str, object]) -> str:
    template = engines["jinja2"].get_template(f"account/email/password_reset_key_{part}.txt")
    said: str = template.render(context)
    return said
