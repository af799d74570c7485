"""The background worker's process: sends notices, seals the audit, renders. ``python -m gabinete.delivery.cli.jobs``."""

import os
import signal
import sys

from gabinete.delivery.cli.ground import start_django
from gabinete.delivery.cli.lifeline import end_with

CONCURRENCY = 2


def main() -> None:
    """Take jobs from the queue until told to stop; the job under way is finished first."""
    if "--child" in sys.argv[1:]:
        end_with(os.getppid(), signal.SIGTERM)
    start_django()
    from procrastinate import PsycopgConnector  # noqa: PLC0415 - slow import
    from procrastinate.contrib.django import app  # noqa: PLC0415 - exists only once Django is ready
    from procrastinate.contrib.django.utils import connector_params  # noqa: PLC0415 - the same

    # By itself it would keep four connections open for a queue that is empty most of the day.
    connector = PsycopgConnector(kwargs=connector_params(), min_size=1, max_size=CONCURRENCY + 2)
    with app.replace_connector(connector) as worker:
        worker.run_worker(concurrency=CONCURRENCY, shutdown_graceful_timeout=15)


if __name__ == "__main__":
    main()
