"""Where a matter comes from, said on its page: session, point, minutes, extract, and where it went."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from gabinete.foundation.access.people import Actor
from gabinete.foundation.ui.filters import moment, short_date_of
from gabinete.office.cabinet.models import AgendaItem, CabinetSession, Extract, MinutesVersion
from gabinete.office.cabinet.queries.agenda import called_of
from gabinete.office.cabinet.queries.origins import born_of
from gabinete.office.cabinet.queries.sessions import name_of
from gabinete.office.followup.models import Matter
from gabinete.office.followup.web.origins import OriginLine


def lines_of(actor: Actor, matter: Matter) -> list[OriginLine]:
    """Return what the page of a matter says of where it was agreed; nothing of what its reader may not know."""
    born = born_of(actor, matter.pk)
    lines = list(_agreed(born.session, born.point, born.version)) if born.session else []
    if born.extract is not None:
        lines.append(_extract(matter, born.extract))
    return lines + [
        OriginLine(_("Se envió al"), called_of(one), reverse("cabinet:show-point", args=[one.pk]))
        for one in born.sent
    ]


def _agreed(
    session: CabinetSession, point: AgendaItem | None, version: MinutesVersion | None
) -> Iterator[OriginLine]:
    named = f"{name_of(session)}, {session.body.name}"
    address = reverse("cabinet:show-session", args=[session.pk])
    yield OriginLine(_("Sesión"), named[:1].upper() + named[1:], address, short_date_of(session.held_on))
    if point is not None:
        text = f"{point.position}. {point.title}"
        yield OriginLine(_("Punto"), text, reverse("cabinet:show-point", args=[point.pk]))
    if version is not None:
        text = _("Versión %(n)s") % {"n": version.number}
        yield OriginLine(
            _("Minuta"), text, reverse("cabinet:show-version", args=[version.pk]), _stage(version)
        )


def _stage(version: MinutesVersion) -> str:
    if version.signed_at is not None:
        return _("firmada el %(day)s") % {"day": short_date_of(version.signed_at)}
    return _("por firmar") if version.circulated_at is not None else _("borrador")


def _extract(matter: Matter, extract: Extract) -> OriginLine:
    address = reverse("cabinet:download-extract", args=[matter.pk, "pdf"])
    note = _("enviado el %(when)s") % {"when": moment(extract.sent_at)}
    if matter.acknowledged_at is None:
        return OriginLine(_("Extracto"), _("Extracto en PDF"), address, f"{note} · " + _("sin acuse"))
    acuse = _("acuse del %(when)s") % {"when": moment(matter.acknowledged_at)}
    return OriginLine(_("Extracto"), _("Extracto en PDF"), address, f"{note} · {acuse}")
