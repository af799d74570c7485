"""Reads of the built minutes of a session: its versions, the one in circulation, what was observed of it."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q

from gabinete.foundation.access.people import Actor
from gabinete.office.cabinet import policies
from gabinete.office.cabinet.models import CabinetSession, MinutesVersion, Observation
from gabinete.office.cabinet.policies.versions import visible_observations, visible_versions


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One line of the list of versions.

    Attributes:
        observations: how many were made of it; of others' too, so that the count says how it was received.
        waiting: how many of them nobody has resolved.
        signed: how many signed.
        signers: how many are to sign.
    """

    version: MinutesVersion
    observations: int
    waiting: int
    signed: int
    signers: int


def latest_version(session: CabinetSession) -> MinutesVersion | None:
    """Return the last version built, whoever may read it; for actions."""
    return session.versions.order_by("-number").first()


def in_circulation(session: CabinetSession) -> MinutesVersion | None:
    """Return the version that members observe and sign: the last one sent, unless all have signed it."""
    last = session.versions.filter(circulated_at__isnull=False).order_by("-number").first()
    return last if last is not None and last.signed_at is None else None


def shown_version(actor: Actor, session: CabinetSession) -> MinutesVersion | None:
    """Return the newest version this person may read: what «the minutes» are for them."""
    visible = visible_versions(actor).filter(session=session)
    return visible.select_related("pdf", "docx").order_by("-number").first()


def version_rows(actor: Actor, session: CabinetSession) -> list[VersionRow]:
    """Return the versions of a session this person may read, newest first (one query)."""
    waiting = Q(observations__accepted__isnull=True)
    found = visible_versions(actor).filter(session=session).select_related("pdf", "docx", "made_by")
    rows = found.annotate(
        observed=Count("observations", distinct=True),
        waiting=Count("observations", filter=waiting, distinct=True),
        signed=Count("signatures", filter=Q(signatures__signed_at__isnull=False), distinct=True),
        signers=Count("signatures", distinct=True),
    )
    rows = rows.order_by("-number").defer("content")
    return [VersionRow(v, v.observed, v.waiting, v.signed, v.signers) for v in rows]


def version_of(actor: Actor, pk: int) -> MinutesVersion:
    """Return a visible version with its session, its papers and its signers.

    Raises:
        NotFound.
    """
    related = ("session__body__secretary_unit", "pdf", "docx", "made_by")
    found = visible_versions(actor).select_related(*related).prefetch_related("signatures__seat__unit")
    version = found.filter(pk=pk).first()
    if version is None:
        raise policies.unknown("una versión de minuta")
    return version


def version_before(actor: Actor, version: MinutesVersion) -> MinutesVersion | None:
    """Return the version that this person could read before this one; None for the first."""
    earlier = visible_versions(actor).filter(session_id=version.session_id, number__lt=version.number)
    return earlier.order_by("-number").first()


def observations_of(actor: Actor, version: MinutesVersion) -> list[Observation]:
    """Return what was observed of a version that this person may read, in order."""
    found = visible_observations(actor).filter(minutes=version)
    return list(found.select_related("seat__unit", "made_by", "answered_by"))


def observation_of(actor: Actor, pk: int) -> Observation:
    """Return an observation with its version.

    Raises:
        NotFound.
    """
    versions = Prefetch("minutes", MinutesVersion.objects.select_related("session__body"))
    found = visible_observations(actor).select_related("seat__unit", "made_by").prefetch_related(versions)
    observation = found.filter(pk=pk).first()
    if observation is None:
        raise policies.unknown("una observación")
    return observation
