"""«Any of these keys» as one value: a list of two thousand numbers written one by one takes longer than finding them."""

from collections.abc import Iterable
from typing import Any

from django.db.models import BigAutoField, Lookup


@BigAutoField.register_lookup
class AnyOf(Lookup):  # type: ignore[type-arg]
    """``pk__any=[1, 2]``: ``id = ANY('{1,2}')``."""

    lookup_name = "any"

    def get_prep_lookup(self) -> str:
        """Return the keys as PostgreSQL writes an array; anything that is not a whole number fails."""
        keys: Iterable[Any] = self.rhs
        return "{" + ",".join(str(int(key)) for key in keys) + "}"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, list[Any]]:
        """Return the condition with its one value."""
        column, values = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s::bigint[])", [*values, self.rhs]
