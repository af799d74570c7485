"""The embedded PostgreSQL: found, started, kept, saved and restored by the product itself.

Pure Python without Django. Only the binaries of the wheel are used; its own Python layer leaves servers behind after a
``kill -9`` and opens folders that must stay closed (the measurements are in docs/decisions).
"""
