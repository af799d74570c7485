"""Typer in Spanish: the words it writes by itself in help and in usage errors."""

import re
from collections.abc import Callable
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

# What the library says → how it is said here. Patterns are tried in order on the whole message.
MESSAGES = (
    (r"Missing argument '(.+?)'\.?", r"Falta el argumento «\1»."),
    (r"Missing option '(.+?)'\.?", r"Falta la opción «\1»."),
    (r"Missing parameter: (.+)", r"Falta «\1»."),
    (r"Missing command\.?", r"Falta decir qué se quiere hacer. Vea la lista con --help."),
    (
        r"No such command '(.+?)'\.( Did you mean (.+)\?)?",
        r"No existe la orden «\1». Vea la lista con --help.",
    ),
    (
        r"No such option:? '?(.+?)'?(?:\.?\s+(?:Did you mean|\(Possible options:) (.+?)[?)])?",
        r"No existe la opción «\1».",
    ),
    (r"Got unexpected extra arguments? \((.+)\)", r"Sobra «\1»."),
    (r"Got unexpected extra argument\(s\) \((.+)\)", r"Sobra «\1»."),
    (r"Option '(.+?)' requires (?:an argument|\d+ arguments)\.?", r"A la opción «\1» le falta su valor."),
    (r"Option '(.+?)' does not take a value\.?", r"La opción «\1» no lleva valor."),
    (r"Invalid value for '?(.+?)'?: (.+)", r"El valor de «\1» no sirve: \2"),
    (r"Invalid value: (.+)", r"El valor no sirve: \1"),
)
DETAILS = (
    (r"Input should be a valid integer.*", "debe ser un número entero."),
    (r"Input should be a valid number.*", "debe ser un número."),
    (r"Input should be greater than or equal to (\S+)", r"debe ser \1 o más."),
    (r"Input should be less than or equal to (\S+)", r"debe ser \1 o menos."),
    (r"Input should be a valid (?:date|datetime).*", "debe ser una fecha AAAA-MM-DD."),
    (r"Input should be (.+)", r"debe ser \1."),
    (r"(?:Value error, )?'([^']+?)' is not one of (.+?)\.?$", r"«\1» no es uno de \2."),
    (r"'(.+?)' is not a valid (?:integer|int)( range)?\.?", r"«\1» no es un número entero."),
    (r"'(.+?)' is not a valid (?:float)( range)?\.?", r"«\1» no es un número."),
    (r"'(.+?)' does not match the formats? (.+)\.?", r"«\1» no es una fecha AAAA-MM-DD."),
    (r"(?:File|Path|Directory) '(.+?)' does not exist\.?", r"no existe «\1»."),
    (r"(?:File|Path) '(.+?)' is a directory\.?", r"«\1» es una carpeta."),
    (r"(?:File|Path) '(.+?)' is not readable\.?", r"no se puede leer «\1»."),
)


def use_spanish_titles() -> None:
    """Set the titles of the panels, which the library keeps as constants of its module."""
    from typer import rich_utils  # noqa: PLC0415 - slow import, wanted only when help is shown

    rich_utils.ARGUMENTS_PANEL_TITLE = "Argumentos"
    rich_utils.OPTIONS_PANEL_TITLE = "Opciones"
    rich_utils.COMMANDS_PANEL_TITLE = "Órdenes"
    rich_utils.ERRORS_PANEL_TITLE = "Error"
    rich_utils.DEFAULT_STRING = "[si no se dice: {}]"
    rich_utils.ENVVAR_STRING = "[variable: {}]"
    rich_utils.REQUIRED_LONG_STRING = "[obligatorio]"
    rich_utils.ABORTED_TEXT = "Interrumpido."
    rich_utils.RICH_HELP = "Vea [blue]'{command_path} {help_option}'[/]."


def translate(message: str) -> str:
    """Return a usage error in Spanish; a message that is not known is returned as it came."""
    for pattern, said in MESSAGES:
        if found := re.fullmatch(pattern, message.strip(), re.DOTALL):
            text = found.expand(said)
            for detail, detail_said in DETAILS:
                text = re.sub(detail, detail_said, text)
            return text
    return message


class _Spanish:
    """What commands and groups have in common: the word before the usage line and the help of ``--help``."""

    def get_usage(self, ctx: Any) -> str:
        """Return the usage line."""
        line: str = super().get_usage(ctx)  # type: ignore[misc]
        return (
            line.replace("Usage: ", "Uso: ", 1)
            .replace("[OPTIONS]", "[OPCIONES]")
            .replace("COMMAND [ARGS]", "ORDEN [ARGUMENTOS]")
        )

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help, with the titles in Spanish."""
        use_spanish_titles()
        super().format_help(ctx, formatter)  # type: ignore[misc]

    def get_help_option(self, ctx: Any) -> Any:
        """Return the option ``--help`` with a Spanish explanation."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "Muestra esta ayuda y termina."
        return option


class SpanishCommand(_Spanish, TyperCommand):
    """A command that explains itself in Spanish."""


class SpanishGroup(_Spanish, TyperGroup):
    """A group of commands that explains itself in Spanish."""


class SpanishTyper(typer.Typer):
    """A set of commands whose help is in Spanish."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            cls=SpanishGroup,
            add_completion=False,
            pretty_exceptions_enable=False,
            no_args_is_help=True,
            rich_markup_mode="rich",
            **options,
        )

    def command(self, name: str | None = None, **options: Any) -> Callable[[Any], Any]:
        """Register a command, as Typer does."""
        options.setdefault("cls", SpanishCommand)
        return super().command(name, **options)
