"""A bare machine becomes a working one, and what is missing is said in words."""

import fcntl
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.setup.conftest import REPOSITORY

LIBRARY = REPOSITORY / "bin" / "lib"


def run(command: list[str], environment: dict[str, str], **more: str) -> subprocess.CompletedProcess[str]:
    env = {**environment, **more}
    return subprocess.run(command, env=env, capture_output=True, text=True, check=False, timeout=300, cwd="/")


def in_library(
    code: str, environment: dict[str, str], home: Path, **more: str
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", code]
    return run(command, environment, PYTHONPATH=str(LIBRARY), GABINETE_HOME=str(home), **more)


def old_python(folder: Path) -> Path:
    folder.mkdir()
    script = folder / "python3"
    script.write_text('#!/bin/sh\n[ "$1" = --version ] && echo "Python 3.8.10"\nexit 1\n')
    script.chmod(0o755)
    for tool in ("sh", "readlink", "dirname"):
        (folder / tool).symlink_to(f"/bin/{tool}" if Path(f"/bin/{tool}").exists() else f"/usr/bin/{tool}")
    return folder


@pytest.mark.parametrize("command", ["start", "test", "gabinete", "lock"])
def test_python_that_is_too_old_is_named_with_the_way_out(tmp_path: Path, command: str) -> None:
    folder = old_python(tmp_path / "bin")
    said = run(["/bin/sh", str(REPOSITORY / "bin" / command)], {"PATH": str(folder)})
    assert (said.returncode, said.stdout) == (3, "")
    assert "Python 3.11" in said.stderr
    assert "Python 3.8.10" in said.stderr


def test_newer_python_under_another_name_is_found(tmp_path: Path) -> None:
    folder = old_python(tmp_path / "bin")
    (folder / "python3.12").symlink_to(sys.executable)
    # Far enough to prove that it was found: the folder cannot be made, and that is what is said.
    said = run(
        ["/bin/sh", str(REPOSITORY / "bin" / "gabinete")],
        {"PATH": str(folder), "GABINETE_HOME": "/dev/null/x"},
    )
    assert said.returncode == 3
    assert "GABINETE_HOME" in said.stderr


def test_command_works_through_a_symbolic_link(tmp_path: Path, clean_environment: dict[str, str]) -> None:
    (tmp_path / "gab").symlink_to(REPOSITORY / "bin" / "gabinete")
    said = run([str(tmp_path / "gab")], clean_environment, GABINETE_HOME="/dev/null/x")
    assert said.returncode == 3
    assert "GABINETE_HOME=$HOME/gabinete ./bin/start" in said.stderr


def test_stamp_of_another_input_does_not_count(home: Path, clean_environment: dict[str, str]) -> None:
    code = (
        "from pathlib import Path; from steps import stamps, paths\n"
        "home = paths.find_places().home\n"
        "(home / 'a.txt').write_text('1'); first = stamps.digest(home / 'a.txt')\n"
        "stamps.write(home / 'stamp', first)\n"
        "(home / 'a.txt').write_text('2')\n"
        "print(stamps.matches(home / 'stamp', first), stamps.matches(home / 'stamp', stamps.digest(home / 'a.txt')))\n"
    )
    assert in_library(code, clean_environment, home).stdout.split() == ["True", "False"]


def test_second_bootstrap_waits_for_the_first_and_says_so(
    home: Path, clean_environment: dict[str, str]
) -> None:
    code = "from steps import paths\nwith paths.only_one(paths.find_places()): print('mi turno')"
    with (home / ".bootstrap.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        env = {**clean_environment, "PYTHONPATH": str(LIBRARY), "GABINETE_HOME": str(home)}
        words = [sys.executable, "-c", code]
        waiting = subprocess.Popen(words, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        time.sleep(0.5)
        assert waiting.poll() is None
    said, warned = waiting.communicate(timeout=20)
    assert said.strip() == "mi turno"
    assert "espero" in warned


@pytest.mark.skipif(os.geteuid() != 0, reason="hace falta root para ser otro usuario un momento")
def test_folder_of_somebody_else_is_refused_with_advice(
    home: Path, clean_environment: dict[str, str]
) -> None:
    public = shutil.which("python3", path="/usr/bin:/usr/local/bin")
    if public is None:
        pytest.skip("no hay un Python que otros usuarios puedan ejecutar")
    words = [public, str(LIBRARY / "bootstrap.py"), "gabinete", "--help"]
    env = {**clean_environment, "GABINETE_HOME": str(home)}
    said = subprocess.run(
        words, env=env, capture_output=True, text=True, check=False, user=65534, group=65534, cwd="/"
    )
    assert said.returncode == 3
    assert "GABINETE_HOME=$HOME/gabinete ./bin/start" in said.stderr


def test_interrupted_installation_is_begun_again_and_the_next_run_is_instant(
    home: Path, clean_environment: dict[str, str]
) -> None:
    far = home / "con espacios y ñ"
    broken = far / "venv" / "bin"
    broken.mkdir(parents=True)
    (broken / "python").write_text("a medias")
    (far / "venv.en-curso").write_text("1")
    command = [str(REPOSITORY / "bin" / "gabinete"), "doctor", "--json"]
    first = run(command, clean_environment, GABINETE_HOME=str(far))
    assert first.returncode == 0, first.stderr
    assert first.stdout.startswith("{")
    assert "Preparo el entorno" in first.stderr
    assert not (far / "venv.en-curso").exists()
    second = run(command, clean_environment, GABINETE_HOME=str(far))
    assert (second.returncode, second.stderr) == (0, "")


def test_missing_registry_leaves_a_working_product_and_a_loud_word(
    home: Path, clean_environment: dict[str, str]
) -> None:
    tools = home / "tools-falsas"
    tools.mkdir()
    for name in ("npm", "node"):
        (tools / name).write_text("#!/bin/sh\necho 'sin red' >&2\nexit 1\n")
        (tools / name).chmod(0o755)
    code = "from steps import assets, paths\nassets.ensure(paths.find_places(), dev=False)\nprint('sigue')"
    path = f"{tools}:{clean_environment.get('PATH', '')}"
    first = in_library(code, clean_environment, home, PATH=path)
    assert first.stdout.strip() == "sigue"
    assert "¡ATENCIÓN!" in first.stderr
    assert "sin red" in first.stderr
    again = in_library(code, clean_environment, home, PATH=path)
    assert "hace menos de una hora" in again.stderr


def test_no_committed_file_of_the_set_up_names_a_registry() -> None:
    files = [
        *(REPOSITORY / "bin").rglob("*"),
        *REPOSITORY.glob("requirements*"),
        *REPOSITORY.glob("package*.json"),
    ]
    hosts = ("pypi.org", "pythonhosted", "npmjs", "deb.debian", "jsdelivr", "unpkg")
    guilty = [
        path.name
        for path in files
        if path.is_file()
        and path.suffix != ".pyc"
        and any(host in path.read_text(encoding="utf-8") for host in hosts)
    ]
    assert guilty == []
