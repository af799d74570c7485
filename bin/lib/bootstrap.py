"""From a bare machine to a running command, with the standard library only.

The commands of ``bin/`` end here. Everything said to the person goes to standard error, so that the standard output of
``bin/gabinete … --json`` stays clean. The second run only compares stamps: a few milliseconds.
"""

import os
import sys

# The shell entry checks too; this serves whoever calls the file directly.
if sys.version_info < (3, 11):  # noqa: UP036 - that is the very question
    sys.stderr.write("gabinete: se necesita Python 3.11 o posterior; este es %s.\n" % sys.version.split()[0])  # noqa: UP031
    raise SystemExit(3)

from steps import assets, check, environment, lock, paths, talk, translations

# Verbs that show pages or print documents: the only ones that need fonts and front-end files.
VERBS_WITH_ASSETS = {"serve", "worker", "report", "demo"}


def main(arguments: list[str]) -> int:
    """Prepare what the command needs and hand the process over to it."""
    command, rest = arguments[0], arguments[1:]
    try:
        places = paths.find_places()
        return COMMANDS[command](places, rest)
    except talk.SetupError as error:
        talk.fail(str(error))
        return 3
    except KeyboardInterrupt:
        talk.say("Interrumpido. Lo que faltaba se completará en el siguiente arranque.")
        return 130


def start(places: paths.Places, rest: list[str]) -> int:
    """``bin/start``: everything, then ``gabinete serve``."""
    if {"-h", "--help"}.isdisjoint(rest):
        environment.ensure(places, dev=False)
        assets.ensure(places, dev=False)
        translations.ensure(places)
        demo = [] if "--no-demo" in rest else ["--demo"]
        rest = [*demo, *(word for word in rest if word != "--no-demo")]
    else:
        environment.ensure(places, dev=False)
    return hand_over(places, ["serve", *rest])


def gabinete(places: paths.Places, rest: list[str]) -> int:
    """``bin/gabinete``: only what the verb needs."""
    environment.ensure(places, dev=False)
    if rest and rest[0] in VERBS_WITH_ASSETS and {"-h", "--help"}.isdisjoint(rest):
        assets.ensure(places, dev=False)
        translations.ensure(places)
    return hand_over(places, rest)


def hand_over(places: paths.Places, rest: list[str]) -> int:
    """Replace this process by the product's own command line."""
    os.environ["GABINETE_HOME"] = str(places.home)
    python = str(places.venv_python)
    # What Python compiles is kept with everything else made here: not in the clone, which may be somebody else's, and
    # even where the machine says not to keep it, because compiling everything again doubles the time of every start.
    os.environ.setdefault("PYTHONPYCACHEPREFIX", str(places.home / "cache" / "python"))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.stderr.flush()
    os.execv(python, [python, "-m", "gabinete.delivery.cli.main", *rest])  # noqa: S606


def test(places: paths.Places, rest: list[str]) -> int:
    """``bin/test``: the environment with the checks' tools, then every check."""
    environment.ensure(places, dev=True)
    assets.ensure(places, dev=True)
    translations.ensure(places)
    return check.run(places, rest)


def relock(places: paths.Places, rest: list[str]) -> int:
    """``bin/lock``: rewrite the lock files."""
    environment.ensure(places, dev=True)
    return lock.run(places, rest)


COMMANDS = {"start": start, "gabinete": gabinete, "test": test, "lock": relock}

if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
