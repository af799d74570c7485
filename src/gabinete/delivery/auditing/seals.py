"""The seal on screen: its state, the roots that reports print, and the verification."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from gabinete.delivery.auditing.policies import may_see_seal
from gabinete.delivery.auditing.views import tabs_of
from gabinete.foundation.access.permissions import Permission
from gabinete.foundation.access.policies import require
from gabinete.foundation.access.requests import actor_in
from gabinete.foundation.audit import checks, queries
from gabinete.foundation.audit.models import Check
from gabinete.foundation.audit.tasks import run_check
from gabinete.foundation.ui.render import redirect, render
from gabinete.kernel import clock


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Show the last seal and root, the last verifications, and look up a printed root."""
    actor = actor_in(request)
    if not may_see_seal(actor):
        require(actor, Permission.VIEW_AUDIT)
    printed = request.GET.get("raiz", "").strip()
    context = {
        "root": queries.latest_root(),
        "checks": queries.latest_checks(),
        "printed": printed,
        "found": queries.seal_with_root(printed) if printed else None,
        **tabs_of(actor, "seal"),
    }
    return render(request, "audit/seal.html", context, fragment="checks")


@require_POST
def verify(request: HttpRequest) -> HttpResponse:
    """Verify at once when there is little to read, otherwise leave it to the worker."""
    actor, now = actor_in(request), clock.now()
    require(actor, Permission.VERIFY_AUDIT)
    check = checks.ask(actor.user_id, actor.name, now)
    if checks.is_small():
        _tell(request, checks.run(check.pk, now))
    else:
        run_check.defer(check_id=check.pk)
        messages.info(request, _("La verificación está en curso: el resultado aparecerá en esta página."))
    return redirect(reverse("audit:show-seal"))


def _tell(request: HttpRequest, check: Check) -> None:
    if check.ok:
        messages.success(request, _("Verificado: nada fue alterado."))
    else:
        messages.error(request, _("Hay registros alterados: vea abajo cuáles."))
