"""Compiled message catalogues (.mo) in ``<home>/locale``, so that nothing is written in the clone."""

from pathlib import Path

from steps import paths, stamps, talk


def ensure(places: paths.Places) -> None:
    """Compile the catalogues when one of them changed; nothing to do while there is none."""
    sources = sorted((places.repo / "src" / "gabinete" / "locale").glob("*/LC_MESSAGES/*.po"))
    if not sources:
        return
    wanted = stamps.digest(*sources)
    stamp = places.home / ".translations"
    targets = {source: _target(places, source) for source in sources}
    if stamps.matches(stamp, wanted) and all(target.exists() for target in targets.values()):
        return
    with paths.only_one(places), talk.step("Compilo las traducciones"):
        try:
            for source, target in targets.items():
                target.parent.mkdir(parents=True, exist_ok=True)
                _compile(places, str(source), str(target))
        except talk.StepError as error:
            talk.warn(f"Sin traducciones: la pantalla quedará solo en español.\n{error}")
            return
        stamps.write(stamp, wanted)


def _target(places: paths.Places, source: Path) -> Path:
    return places.home / "locale" / source.parts[-3] / "LC_MESSAGES" / "django.mo"


def _compile(places: paths.Places, source: str, target: str) -> None:
    babel: list[str | Path] = [places.venv_python, "-m", "babel.messages.frontend", "compile"]
    talk.run([*babel, "--use-fuzzy", "-i", source, "-o", target], places.log, cwd=places.home)
