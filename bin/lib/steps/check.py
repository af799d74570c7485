"""``bin/test``: every check, one after the other, and a summary that hides nothing."""

import os
import shutil
import subprocess
import time
from dataclasses import dataclass, field

from steps import environment, paths, talk

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PYTHON_DIRS = ("src", "tests", "bench", "bin")


@dataclass
class Outcome:
    """What was run, what failed, and what could not be run with the way to run it."""

    failed: list[str] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    not_run: list[str] = field(default_factory=list)


def run(places: paths.Places, rest: list[str]) -> int:
    """Run the checks; words after ``bin/test`` go to pytest, and then only pytest is run."""
    outcome = Outcome()
    env = _test_environment(places)
    browser = _browser(places, outcome)
    if browser:
        env["GABINETE_CHROMIUM"] = browser
    began = time.monotonic()
    if not rest:
        for title, words in _static_checks(places):
            _check(outcome, title, words, places, env)
    pytest = [places.venv_python, "-m", "gabinete.foundation.postgres.throwaway", "--home", places.home / "testpg", "--"]
    words = [*([] if os.environ.get("DATABASE_URL") else pytest), places.venv_python, "-m", "pytest", *rest]
    if not browser:
        words += ["-m", "not browser"]
    if not rest:
        words += ["-n", "2", "--dist", "loadgroup"]
    _check(outcome, "pytest", [str(word) for word in words], places, env)
    return _summary(outcome, time.monotonic() - began)


def _static_checks(places: paths.Places) -> list[tuple[str, list[str]]]:
    python = str(places.venv_python)
    folders = [name for name in PYTHON_DIRS if (places.repo / name).is_dir()]
    return [
        ("ruff", [python, "-m", "ruff", "check", *folders]),
        ("ruff format", [python, "-m", "ruff", "format", "--check", *folders]),
        ("mypy", [python, "-m", "mypy"]),
        ("import-linter", [str(places.venv / "bin" / "lint-imports")]),
    ]


def _test_environment(places: paths.Places) -> dict[str, str]:
    scratch = places.home / "test-home"
    scratch.mkdir(exist_ok=True)
    return {
        **os.environ,
        # Checks must neither read nor touch the data of the real installation.
        "GABINETE_HOME": str(scratch),
        "GABINETE_ASSETS": str(places.home / "assets"),
        "GABINETE_ASSETS_DEV": str(places.home / "assets-dev"),
        "GABINETE_FONTS": str(places.home / "fonts"),
        "GABINETE_THROWAWAY_SECRETS": "1",
    }


def _browser(places: paths.Places, outcome: Outcome) -> str | None:
    """Return a Chromium, installing Debian's when that is allowed here."""
    found = os.environ.get("GABINETE_CHROMIUM") or next(filter(None, map(shutil.which, BROWSERS)), None)
    if found:
        return found
    if os.geteuid() == 0 and shutil.which("apt-get"):
        try:
            with talk.step("Instalo Chromium de Debian para las pruebas de pantalla"):
                environment.apt_install(places, "chromium")
        except talk.StepError as error:
            talk.fail(str(error))
        found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        outcome.not_run.append(
            "NO SE EJECUTARON las pruebas con navegador (recorridos y accesibilidad): no hay Chromium.\n"
            "  Para ejecutarlas: instale Chromium (como root: apt-get install chromium), o indique uno con\n"
            "  GABINETE_CHROMIUM=/ruta/a/chromium, y repita:  ./bin/test"
        )
    return found


def _check(outcome: Outcome, title: str, words: list[str], places: paths.Places, env: dict[str, str]) -> None:
    print(f"\n=== {title}", flush=True)  # the report of the checks is what bin/test prints
    try:
        code = subprocess.run(words, cwd=places.repo, env=env, check=False).returncode
    except OSError as error:
        print(f"{words[0]}: {error}", flush=True)
        code = 127
    (outcome.failed if code else outcome.passed).append(title)


def _summary(outcome: Outcome, seconds: float) -> int:
    print(flush=True)
    for text in outcome.not_run:
        print(f"¡ATENCIÓN! {text}")
    if outcome.failed:
        print(f"Fallaron: {', '.join(outcome.failed)}. Pasaron: {', '.join(outcome.passed) or 'ninguna'}.")
    else:
        print(f"Todo pasó: {', '.join(outcome.passed)} ({seconds:.0f} s).")
    return 1 if outcome.failed else 0
