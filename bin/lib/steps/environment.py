"""The Python environment: var/venv with the locked packages and a pointer to the sources.

The order was measured on bare machines: uv when there is one; else uv brought by pip into a folder of ours (allowed even
where the system's Python is "externally managed"); else the venv module; else, as root on Debian, the package that
carries it; else a sentence that says what to install.
"""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from steps import paths, stamps, talk

Installer = Callable[[paths.Places, list[str]], None]


def ensure(places: paths.Places, *, dev: bool) -> None:
    """Make the environment exist and hold exactly the locked packages.

    Args:
        places: the folders.
        dev: also the packages of the tests and checks.
    """
    wanted = _wanted(places, dev=dev)
    if not _is_ready(places, wanted, dev=dev):
        with paths.only_one(places):
            if not _is_ready(places, wanted, dev=dev):
                _install(places, wanted, dev=dev)
    _point_to_sources(places)


def _wanted(places: paths.Places, *, dev: bool) -> str:
    files = _requirement_files(places, dev=dev)
    return stamps.digest(*files, sys.version, platform.machine(), str(places.venv))


def _requirement_files(places: paths.Places, *, dev: bool) -> list[Path]:
    names = ["requirements.txt", "requirements-dev.txt"] if dev else ["requirements.txt"]
    return [places.repo / name for name in names]


def _stamp(places: paths.Places, *, dev: bool) -> Path:
    return places.venv / (".gabinete-dev" if dev else ".gabinete-run")


def _is_ready(places: paths.Places, wanted: str, *, dev: bool) -> bool:
    return stamps.matches(_stamp(places, dev=dev), wanted) and places.venv_python.exists()


def _install(places: paths.Places, wanted: str, *, dev: bool) -> None:
    unfinished = places.home / "venv.en-curso"
    if unfinished.exists() or not _same_python(places):
        shutil.rmtree(places.venv, ignore_errors=True)
    unfinished.write_text(str(os.getpid()))
    words = [word for path in _requirement_files(places, dev=dev) for word in ("-r", str(path))]
    with talk.step("Preparo el entorno de Python (solo la primera vez o al cambiar de versión)"):
        _try_installers(places, words)
    if dev:
        stamps.write(_stamp(places, dev=False), _wanted(places, dev=False))
    stamps.write(_stamp(places, dev=dev), wanted)
    unfinished.unlink()


def _same_python(places: paths.Places) -> bool:
    """Return whether the environment, if there is one, was made by this version of Python and still works."""
    probe = "import sys; print(*sys.version_info[:3])"
    try:
        said = subprocess.run(
            [places.venv_python, "-c", probe], capture_output=True, text=True, check=False
        ).stdout
    except OSError:
        return False
    return said.split() == [str(part) for part in sys.version_info[:3]]


def _try_installers(places: paths.Places, words: list[str]) -> None:
    failures: list[str] = []
    for installer in (_with_uv, _with_venv_and_pip, _with_debian_venv):
        try:
            installer(places, words)
        except talk.StepError as error:
            failures.append(f"{installer.__doc__}:\n{error}")
        else:
            return
    raise talk.SetupError(
        "No fue posible instalar los paquetes de Python. Lo que se intentó:\n"
        + "\n".join(failures)
        + "\nSi falta el módulo venv: apt-get install python3-venv (o pida a su administrador: pip install --user uv)."
        + f"\nSi falló la red, revise su acceso al índice de paquetes. El detalle completo está en {places.log}"
    )


def _with_uv(places: paths.Places, words: list[str]) -> None:
    """Con uv"""  # noqa: D415 - shown to the person as a heading
    uv = find_uv(places)
    env = uv_environment(places)
    if not places.venv_python.exists():
        talk.run(
            [*uv, "venv", "--quiet", "--python", sys.executable, places.venv],
            places.log,
            cwd=places.home,
            env=env,
        )
    command = [*uv, "pip", "install", "--python", str(places.venv_python), *words]
    talk.run(command, places.log, cwd=places.home, env=env)


def _with_venv_and_pip(places: paths.Places, words: list[str]) -> None:
    """Con python3 -m venv y pip"""  # noqa: D415
    if not (places.venv / "bin" / "pip").exists():
        shutil.rmtree(places.venv, ignore_errors=True)
        talk.run([sys.executable, "-m", "venv", places.venv], places.log)
    pip = [str(places.venv_python), "-m", "pip", "install", "--disable-pip-version-check", *words]
    talk.run(pip, places.log, cwd=places.home)


def _with_debian_venv(places: paths.Places, words: list[str]) -> None:
    """Con el paquete python3-venv de Debian (solo root)"""  # noqa: D415
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise talk.StepError("  | no se es root o no hay apt-get")
    apt_install(places, "python3-venv")
    _with_venv_and_pip(places, words)


def apt_install(places: paths.Places, *packages: str) -> None:
    """Install packages of Debian, refreshing its list when that is what was missing.

    Raises:
        StepError: apt-get could not.
    """
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    try:
        talk.run(install, places.log, env=quiet)
    except talk.StepError:
        talk.run(["apt-get", "update"], places.log, env=quiet)
        talk.run(install, places.log, env=quiet)


def find_uv(places: paths.Places) -> list[str]:
    """Return the words that run uv, bringing it with pip when the machine has none.

    Raises:
        StepError: there is neither uv nor pip.
    """
    found = shutil.which("uv")
    if found:
        return [found]
    own = places.tools / "bin" / "uv"
    if not own.exists():
        pip_to_tools(places, "uv")
    return [str(own)]


def pip_to_tools(places: paths.Places, package: str) -> None:
    """Install a package into the tools' folder with the system's pip; PEP 668 does not forbid that."""
    pip: list[str | Path] = [
        sys.executable,
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--upgrade",
    ]
    talk.run([*pip, "--target", places.tools, package], places.log, cwd=places.home)


def uv_environment(places: paths.Places) -> dict[str, str]:
    """Return what uv must know: never fetch a Python, and use the index that pip was told to use."""
    env = {"UV_PYTHON_DOWNLOADS": "never", "UV_NO_PROGRESS": "1"}
    inherited = {
        "PIP_INDEX_URL": "UV_DEFAULT_INDEX",
        "PIP_EXTRA_INDEX_URL": "UV_INDEX",
        "PIP_CERT": "SSL_CERT_FILE",
    }
    for theirs, ours in inherited.items():
        if os.environ.get(theirs) and not os.environ.get(ours):
            env[ours] = os.environ[theirs]
    if "UV_CACHE_DIR" not in os.environ and not os.access(Path.home(), os.W_OK):
        env["UV_CACHE_DIR"] = str(places.home / "cache" / "uv")
    return env


def _point_to_sources(places: paths.Places) -> None:
    """Let the environment import the product from the clone, wherever that is and whoever owns it."""
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    pointer = places.venv / "lib" / version / "site-packages" / "gabinete.pth"
    sources = f"{places.repo / 'src'}\n"
    if not stamps.matches(pointer, sources):
        stamps.write(pointer, sources)
