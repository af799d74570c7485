"""Telling the structure tree of a tagged PDF about pages added to it, so that a screen reader finds them too."""

from collections.abc import Sequence
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import pdf_name

from gabinete.foundation.signing.papers import Update

_Ref = generic.IndirectObject


class Tags:
    """The structure tree of a document under update."""

    def __init__(self, update: Update, tree: generic.DictionaryObject) -> None:
        self._update = update
        self._tree = tree
        self._parents: generic.DictionaryObject = tree["/ParentTree"]
        self._next = int(_at(tree, "/ParentTreeNextKey") or _last_key(self._parents) + 1)

    @classmethod
    def of(cls, update: Update) -> "Tags | None":
        """Return the tree of a document, or None when it is not a tagged one."""
        tree = _at(update.root, "/StructTreeRoot")
        return cls(update, tree) if tree is not None and "/ParentTree" in tree and "/K" in tree else None

    def add_page(self, page: _Ref, roles: Sequence[str], widgets: Sequence[_Ref]) -> None:
        """Write down what a page says.

        Args:
            page: its marked contents 0, 1, 2… have the ``roles``, in that order.
            roles: standard types, such as ``H1`` or ``P``.
            widgets: the form fields on it; they come after the contents.
        """
        document = self._document()
        section = self._element("Sect", document, page)
        self._append(document.get_object(), section)
        contents = [
            self._element(role, section, page, generic.NumberObject(n)) for n, role in enumerate(roles)
        ]
        forms = [self._element("Form", section, page, _object(widget, page)) for widget in widgets]
        section.get_object()["/K"] = generic.ArrayObject([*contents, *forms])
        page.get_object()["/Tabs"] = pdf_name("/S")
        page.get_object()["/StructParents"] = self._register(
            self._update.add_object(generic.ArrayObject(contents))
        )
        for widget, form in zip(widgets, forms, strict=True):
            widget.get_object()["/StructParent"] = self._register(form)

    def _document(self) -> _Ref:
        """Return the element that holds the whole document."""
        kids = self._tree["/K"]
        first: _Ref = kids.raw_get(0) if isinstance(kids, generic.ArrayObject) else self._tree.raw_get("/K")
        return first

    def _element(self, role: str, parent: _Ref, page: _Ref, content: generic.PdfObject | None = None) -> _Ref:
        element = generic.DictionaryObject(
            {
                pdf_name("/Type"): pdf_name("/StructElem"),
                pdf_name("/S"): pdf_name(f"/{role}"),
                pdf_name("/P"): parent,
                pdf_name("/Pg"): page,
            }
        )
        if content is not None:
            element["/K"] = content
        return self._update.add_object(element)

    def _append(self, holder: generic.DictionaryObject, kid: _Ref) -> None:
        kids = _at(holder, "/K")
        if isinstance(kids, generic.ArrayObject):
            kids.append(kid)
            self._update.update_container(kids)
        else:
            holder["/K"] = generic.ArrayObject([kid] if kids is None else [holder.raw_get("/K"), kid])
            self._update.update_container(holder)

    def _register(self, value: _Ref) -> generic.NumberObject:
        """Write an entry of the parent tree, after the last one, and return its key."""
        key = generic.NumberObject(self._next)
        if "/Nums" in self._parents:
            numbers = self._parents["/Nums"]
            numbers.extend((key, value))
            self._update.update_container(numbers)
        else:
            leaf = {
                pdf_name("/Limits"): generic.ArrayObject([key, key]),
                pdf_name("/Nums"): generic.ArrayObject([key, value]),
            }
            kids = self._parents["/Kids"]
            kids.append(self._update.add_object(generic.DictionaryObject(leaf)))
            self._update.update_container(kids)
        self._next += 1
        self._tree["/ParentTreeNextKey"] = generic.NumberObject(self._next)
        self._update.update_container(self._tree)
        return key


def _object(widget: _Ref, page: _Ref) -> generic.DictionaryObject:
    return generic.DictionaryObject(
        {pdf_name("/Type"): pdf_name("/OBJR"), pdf_name("/Obj"): widget, pdf_name("/Pg"): page}
    )


def _last_key(parents: generic.DictionaryObject) -> int:
    if "/Nums" in parents:
        return max((int(key) for key in parents["/Nums"][::2]), default=-1)
    return max((int(kid.get_object()["/Limits"][1]) for kid in parents["/Kids"]), default=-1)


def _at(holder: generic.DictionaryObject, key: str) -> Any:
    """Return a value, following the reference to it; None when there is none."""
    return holder[key] if key in holder else None  # noqa: SIM401 - the library's ``get`` does not follow
