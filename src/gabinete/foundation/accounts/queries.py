"""What is asked of accounts from elsewhere."""

from gabinete.foundation.accounts.models import User


def has_demonstration() -> bool:
    """Return whether the people of this database are the fictitious ones of the demonstration."""
    return User.objects.filter(is_demo=True).exists()
