"""Sign-in settings: local accounts, second factor, lock-out."""
