"""Run a command against a cluster of its own: ``python -m … --home FOLDER -- COMMAND…``. For tests and benchmarks.

The command finds the database in ``DATABASE_URL`` (as superuser: tests create databases and switch roles). The cluster
gives up safety for speed; it is stopped when the command ends.
"""

import os
import subprocess
import sys
from pathlib import Path

from gabinete.foundation.postgres.faults import PostgresFault
from gabinete.foundation.postgres.lifecycle import using

USAGE = "python -m gabinete.foundation.postgres.throwaway --home CARPETA -- ORDEN…\n"


def main(arguments: list[str]) -> int:
    """Run the command and return its exit code; 3 when there is no database to give it."""
    if len(arguments) < 4 or arguments[0] != "--home" or arguments[2] != "--":  # noqa: PLR2004 - two words and the mark
        sys.stderr.write(USAGE)
        return 2
    try:
        with using(Path(arguments[1]).absolute(), throwaway=True) as cluster:
            env = {**os.environ, "DATABASE_URL": cluster.superuser_url}
            return subprocess.run(arguments[3:], env=env, check=False).returncode
    except PostgresFault as fault:
        sys.stderr.write(f"{fault.message}\n")
        return 3
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
