"""Compiled message catalogues (.mo) beside their sources (.po)."""

from pathlib import Path

from steps import paths, stamps, talk


def ensure(places: paths.Places) -> None:
    """Compile the catalogues when one of them changed; nothing to do while there is none."""
    sources = sorted((places.repo / "src" / "gabinete" / "locale").glob("*/LC_MESSAGES/*.po"))
    if not sources:
        return
    wanted = stamps.digest(*sources)
    stamp = places.home / ".translations"
    if stamps.matches(stamp, wanted) and all(source.with_suffix(".mo").exists() for source in sources):
        return
    with paths.only_one(places), talk.step("Compilo las traducciones"):
        try:
            for source in sources:
                _compile(places, str(source), str(source.with_suffix(".mo")))
        except talk.StepError as error:
            talk.warn(f"Sin traducciones: la pantalla quedará solo en español.\n{error}")
            return
        stamps.write(stamp, wanted)


def _compile(places: paths.Places, source: str, target: str) -> None:
    babel: list[str | Path] = [places.venv_python, "-m", "babel.messages.frontend", "compile"]
    talk.run([*babel, "--use-fuzzy", "-i", source, "-o", target], places.log, cwd=places.home)
