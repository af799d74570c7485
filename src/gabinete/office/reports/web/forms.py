"""What a person chooses when asking for a report."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gabinete.kernel.reserve import Reserve
from gabinete.office.reports.queries import FIRST_DAY


class IssueForm(forms.Form):
    """Scope, day of the cut and ceiling of reserve."""

    scope = forms.ChoiceField(label=_("Alcance"))
    as_of = forms.DateField(label=_("Corte"), help_text=_("Hoy o cualquier día anterior."))
    ceiling = forms.TypedChoiceField(label=_("Reserva máxima que incluye"), coerce=int)

    def __init__(
        self, *args: Any, scopes: list[tuple[str, str]], clearance: Reserve, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self._today = today
        self.fields["scope"].choices = scopes  # type: ignore[attr-defined]  # a ChoiceField has choices
        self.fields["as_of"].initial = today
        levels = [(r.value, r.spanish) for r in Reserve if r <= clearance]
        self.fields["ceiling"].choices = levels  # type: ignore[attr-defined]  # idem
        self.fields["ceiling"].initial = min(Reserve.INTERNAL, clearance)

    def clean_as_of(self) -> date:
        """Refuse a day that has not come, and one no history can be as old as."""
        day: date = self.cleaned_data["as_of"]
        if day > self._today:
            raise forms.ValidationError(_("Ese día aún no llega. Pida un corte de hoy o anterior."))
        if day < FIRST_DAY:
            raise forms.ValidationError(_("No hay historia tan antigua. Revise el año."))
        return day
