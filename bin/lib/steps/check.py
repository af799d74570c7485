"""``bin/test``: every check, one after the other, and a summary that hides nothing."""

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from steps import environment, paths, talk

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
OTHER_PROGRAMS = (
    ("pdfsig", "poppler-utils", "las firmas con otro programa"),
    ("dovecot", "dovecot-imapd", "las respuestas por correo con un servidor IMAP"),
)
# By module, not by its script: a script's first line breaks when the path has spaces.
LINT_IMPORTS = "from importlinter.cli import lint_imports_command; lint_imports_command()"
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
    _other_programs(places, outcome)
    if browser:
        env["GABINETE_CHROMIUM"] = browser
    if not rest:
        for title, words in _static_checks(places):
            _check(outcome, title, words, places, env)
    _check(outcome, "pytest", _pytest_words(places, rest, browser=bool(browser)), places, env)
    return _summary(outcome, _counts(_junit(places)))


def _pytest_words(places: paths.Places, rest: list[str], *, browser: bool) -> list[str]:
    python = str(places.venv_python)
    own_cluster = [
        python,
        "-m",
        "gabinete.foundation.postgres.throwaway",
        "--home",
        str(places.home / "testpg"),
        "--",
    ]
    words = [] if os.environ.get("DATABASE_URL") else own_cluster
    words += [
        python,
        "-m",
        "pytest",
        f"--junitxml={_junit(places)}",
        "-o",
        f"cache_dir={places.home / 'cache/pytest'}",
    ]
    if not browser:
        words += ["-m", "not browser"]
    return [*words, *(rest or ["-n", "2", "--dist", "loadgroup"])]


def _junit(places: paths.Places) -> Path:
    return places.home / "log" / "pytest.xml"


def _static_checks(places: paths.Places) -> list[tuple[str, list[str]]]:
    python = str(places.venv_python)
    folders = [name for name in PYTHON_DIRS if (places.repo / name).is_dir()]
    return [
        ("ruff", [python, "-m", "ruff", "check", *folders]),
        ("ruff format", [python, "-m", "ruff", "format", "--check", *folders]),
        ("mypy", [python, "-m", "mypy"]),
        ("import-linter", [python, "-c", LINT_IMPORTS, f"--cache-dir={places.home / 'cache' / 'imports'}"]),
    ]


def _test_environment(places: paths.Places) -> dict[str, str]:
    """Return an environment that neither reads nor touches the data of the real installation, nor writes in the clone."""
    scratch = places.home / "test-home"
    scratch.mkdir(exist_ok=True)
    for name in ("assets", "assets-dev", "fonts", "locale"):
        link = scratch / name
        if not link.is_symlink():
            link.symlink_to(places.home / name)
    cache = places.home / "cache"
    inherited = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    return {
        **inherited,
        "GABINETE_HOME": str(scratch),
        "GABINETE_THROWAWAY_SECRETS": "1",
        "PYTHONPYCACHEPREFIX": str(cache / "python"),
        "MYPY_CACHE_DIR": str(cache / "mypy"),
        "RUFF_CACHE_DIR": str(cache / "ruff"),
        "HYPOTHESIS_STORAGE_DIRECTORY": str(cache / "hypothesis"),
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


def _other_programs(places: paths.Places, outcome: Outcome) -> None:
    """See that other people's programs can judge ours, installing them when that is allowed here."""
    for program, package, what in OTHER_PROGRAMS:
        if not _found(program) and os.geteuid() == 0 and shutil.which("apt-get"):
            try:
                with talk.step(f"Instalo {package} de Debian para comprobar {what}"):
                    environment.apt_install(places, package)
            except talk.StepError as error:
                talk.fail(str(error))
        if not _found(program):
            outcome.not_run.append(
                f"NO SE COMPROBARON {what}: no hay {program}.\n"
                f"  Para comprobarlas: como root, apt-get install {package}, y repita:  ./bin/test"
            )


def _found(program: str) -> bool:
    """Return whether the machine has a program; servers live where ordinary people do not look."""
    return bool(shutil.which(program) or shutil.which(program, path="/usr/sbin:/usr/local/sbin"))


def _check(outcome: Outcome, title: str, words: list[str], places: paths.Places, env: dict[str, str]) -> None:
    print(f"\n=== {title}", flush=True)  # the report of the checks is what bin/test prints
    try:
        code = subprocess.run(words, cwd=places.repo, env=env, check=False).returncode
    except OSError as error:
        print(f"{words[0]}: {error}", flush=True)
        code = 127
    (outcome.failed if code else outcome.passed).append(title)


def _counts(junit: Path) -> dict[str, int]:
    """Return pytest's own counts, all zero when it did not get as far as writing them."""
    kinds = ("tests", "failures", "errors", "skipped")
    try:
        suites = list(ET.parse(junit).getroot().iter("testsuite"))  # noqa: S314 - our own file
    except (OSError, ET.ParseError):
        return dict.fromkeys(kinds, 0)
    return {kind: sum(int(suite.get(kind, "0")) for suite in suites) for kind in kinds}


def _summary(outcome: Outcome, counts: dict[str, int]) -> int:
    """Print what failed and what was not run; the last line is for programs: passed, failed, skipped."""
    print(flush=True)
    for text in outcome.not_run:
        print(f"¡ATENCIÓN! {text}")
    if outcome.failed:
        print(f"Fallaron: {', '.join(outcome.failed)}. Pasaron: {', '.join(outcome.passed) or 'ninguna'}.")
    else:
        print(f"Todo pasó: {', '.join(outcome.passed)}.")
    broken = counts["failures"] + counts["errors"]
    passed = counts["tests"] - broken - counts["skipped"]
    checks_failed = len([title for title in outcome.failed if title != "pytest" or not broken])
    print(f"{passed} passed, {broken + checks_failed} failed, {counts['skipped']} skipped")
    return 1 if outcome.failed else 0
