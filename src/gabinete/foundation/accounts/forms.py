"""Forms of allauth that behave here in another way."""

from typing import Any

from allauth.account.forms import ResetPasswordForm
from django.http import HttpRequest

from gabinete.foundation.accounts.tasks import find_who_forgot


class AskForLinkForm(ResetPasswordForm):
    """Asks for a link to choose another password, without ever telling whether the address is somebody's."""

    def clean_email(self) -> str:
        """Return the address; whose it is, only the worker looks."""
        address: str = self.cleaned_data["email"]
        return address.strip()

    def save(self, request: HttpRequest, **options: Any) -> str:
        """Leave the whole work to the queue: known and unknown addresses cost the same time and get the same answer."""
        _unused = request, options
        address: str = self.cleaned_data["email"]
        find_who_forgot.defer(address=address)
        return address
