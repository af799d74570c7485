"""What a template says, checked against the fields that exist: each fault with its field and its place.

Only what people need is let through: fields, ``for`` over a known list, ``if``. Everything else is refused by name, so
that no trick of the template language is reachable, whatever the sandbox would have stopped later.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from jinja2 import Environment, TemplateSyntaxError, nodes

from gabinete.foundation.rendering.fields import Field, ListField, Schema

DEPTH_LIMIT = 2
"""Loops one inside another."""
FILTERS = ("capitalize", "default", "lower", "title", "trim", "upper")
_LOOP = ("first", "index", "last", "length")
_PREFIX = re.compile(r"\{%(p|tr|tc|r) ")
_CURLY = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'"})
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.If, nodes.Compare, nodes.Operand,
    nodes.And, nodes.Or, nodes.Not, nodes.CondExpr,
)  # fmt: skip
Known = Mapping[str, "Known | None"]
"""Names that may be written: ``None`` for a text, the names inside for a row."""


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of the template.

    Attributes:
        place: where it is, in Spanish: «párrafo 3», «tabla 1, renglón 2».
        in_table: whether ``{%tr … %}`` makes sense there.
    """

    text: str
    place: str
    in_table: bool = False

    @property
    def where(self) -> str:
        """Return the place with the text that helps to find it."""
        said = " ".join(self.text.split())
        return f"{self.place}, donde dice «{said[:90]}{'…' if len(said) > 90 else ''}»"  # noqa: PLR2004 - fits a line


@dataclass
class Fault:
    """Something wrong in a template.

    Attributes:
        line: number of the line of the source, from 1.
    """

    says: str
    line: int


def faults_in(lines: Sequence[Line], schema: Schema, environment: Environment) -> list[str]:
    """Return everything wrong in the lines of a part, each with its field and its place; empty when it is good."""
    broken = [f"{told}: {line.where}." for line in lines for told in _unclosed(line)]
    if broken:
        return broken
    source = "\n".join(_plain(line.text) for line in lines)
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        at = lines[min(error.lineno, len(lines)) - 1]
        return [f"No se entiende lo que está entre llaves ({_in_spanish(error)}): {at.where}."]
    found = Reader(schema).faults(tree)
    return list(dict.fromkeys(f"{one.says}: {lines[min(one.line, len(lines)) - 1].where}." for one in found))


def _plain(text: str) -> str:
    return _PREFIX.sub("{% ", " ".join(text.translate(_CURLY).split()))


def _unclosed(line: Line) -> Iterator[str]:
    for opening, closing in (("{{", "}}"), ("{%", "%}"), ("{#", "#}")):
        if line.text.count(opening) != line.text.count(closing):
            yield f"Las llaves «{opening} … {closing}» no están completas en el mismo párrafo"
    if not line.in_table and re.search(r"\{%t[rc] ", line.text):
        yield "«{%tr … %}» solo va dentro de una tabla"


def _in_spanish(error: TemplateSyntaxError) -> str:
    said = error.message or ""
    if "unknown tag" in said.lower():
        tag = re.search(r"'([^']*)'", said)
        return f"«{tag.group(1) if tag else ''}» no es una instrucción que se admita o falta lo que la abre"
    if "end of template" in said.lower() or "end of block" in said.lower():
        return "falta «{% endfor %}» o «{% endif %}»"
    return "revise que el nombre del campo esté completo y sin espacios ni acentos"


@dataclass
class Reader:
    """Reads a parsed template and collects what is not allowed in it."""

    schema: Schema
    _found: list[Fault] = field(default_factory=list)

    def faults(self, tree: nodes.Template) -> list[Fault]:
        """Return what is wrong in a tree."""
        self._found = []
        self._visit(tree, {one.name: _inside(one) for one in self.schema}, 0)
        return self._found

    def _visit(self, node: nodes.Node, known: Known, depth: int) -> None:
        match node:
            case nodes.For():
                self._loop(node, known, depth)
            case nodes.Getattr() | nodes.Name() | nodes.Getitem():
                self._path(node, known)
            case nodes.Output():
                self._output(node, known, depth)
            case nodes.Filter():
                self._filter(node)
                self._children(node, known, depth)
            case _ if isinstance(node, _ALLOWED):
                self._children(node, known, depth)
            case _:
                self._say(
                    node, "Solo se admiten campos, «for» sobre una lista e «if»; hay algo más entre llaves"
                )

    def _children(self, node: nodes.Node, known: Known, depth: int) -> None:
        for child in node.iter_child_nodes():
            self._visit(child, known, depth)

    def _filter(self, node: nodes.Filter) -> None:
        if node.name not in FILTERS:
            self._say(node, f"«|{node.name}» no se admite; quítelo")

    def _loop(self, node: nodes.For, known: Known, depth: int) -> None:
        if depth >= DEPTH_LIMIT:
            self._say(node, "Hay demasiados «for» uno dentro de otro")
            return
        rows = known.get(node.iter.name) if isinstance(node.iter, nodes.Name) else None
        if rows is None or not isinstance(node.target, nodes.Name) or node.test or node.recursive:
            self._say(node, f"«for» debe recorrer una lista conocida ({', '.join(self._lists())})")
            return
        inside = {**known, node.target.name: rows, "loop": dict.fromkeys(_LOOP)}
        for child in (*node.body, *node.else_):
            self._visit(child, inside, depth + 1)

    def _output(self, node: nodes.Output, known: Known, depth: int) -> None:
        """Read what is written out: a text, never a whole list."""
        for child in node.nodes:
            names = _names(child)
            if names and len(names) == 1 and known.get(names[0]) is not None:
                self._say(child, f"«{names[0]}» es una lista; recórrala con «for»")
            else:
                self._visit(child, known, depth)

    def _path(self, node: nodes.Expr, known: Known) -> None:
        names = _names(node)
        if names is None:
            self._say(node, "Los campos se escriben con punto y sin corchetes")
            return
        here: Known | None = known
        for place, name in enumerate(names):
            if here is None or name not in here:
                near = get_close_matches(name, list(here or ()), n=1)
                hint = f"; ¿quiso decir «{'.'.join([*names[:place], near[0]])}»?" if near else ""
                self._say(node, f"No existe el campo «{'.'.join(names)}»{hint}")
                return
            here = here[name]

    def _lists(self) -> list[str]:
        return [one.name for one in self.schema if isinstance(one, ListField)]

    def _say(self, node: nodes.Node, what: str) -> None:
        self._found.append(Fault(what, node.lineno))


def _inside(one: Field | ListField) -> Known | None:
    return None if isinstance(one, Field) else {inner.name: None for inner in one.fields}


def _names(node: nodes.Node) -> list[str] | None:
    """Return a dotted path as its names; None when it is anything else."""
    if isinstance(node, nodes.Name):
        return [node.name]
    if isinstance(node, nodes.Getattr) and (before := _names(node.node)) is not None:
        return [*before, node.attr]
    return None
