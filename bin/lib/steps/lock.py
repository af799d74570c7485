"""``bin/lock``: the lock files from what the project asks for. No index or registry is written into them."""

import shutil

from steps import assets, environment, paths, talk

PYTHON_LOCKS = (("requirements.in", "requirements.txt"), ("requirements-dev.in", "requirements-dev.txt"))


def run(places: paths.Places, rest: list[str]) -> int:
    """Rewrite requirements.txt, requirements-dev.txt and package-lock.json; ``--upgrade`` takes newer versions."""
    upgrade = ["--upgrade"] if "--upgrade" in rest else []
    uv = environment.find_uv(places)
    env = environment.uv_environment(places)
    for source, target in PYTHON_LOCKS:
        with talk.step(f"Escribo {target}"):
            compile_: list[str] = [
                *uv,
                "pip",
                "compile",
                "--quiet",
                "--no-header",
                "--python",
                str(places.venv_python),
                *upgrade,
            ]
            talk.run([*compile_, source, "-o", target], places.log, cwd=places.repo, env=env)
    with talk.step("Escribo package-lock.json"):
        work = places.home / "npm-lock"
        work.mkdir(exist_ok=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copyfile(places.repo / name, work / name)
        verb = "update" if upgrade else "install"
        flags = ["--package-lock-only", "--omit-lockfile-registry-resolved", "--ignore-scripts", "--no-audit"]
        talk.run([*assets.find_npm(places), verb, *flags], places.log, cwd=work)
        shutil.copyfile(work / "package-lock.json", places.repo / "package-lock.json")
        shutil.rmtree(work)
    return 0
