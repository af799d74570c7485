"""Every address of the product, by package; paths are Spanish because people read them."""

from django.urls import include, path

urlpatterns = [
    path("", include("gabinete.delivery.desk.urls")),
    path("cuenta/", include("gabinete.foundation.accounts.web.urls")),
    path("avisos/", include("gabinete.foundation.notifications.web.urls")),
    path("auditoria/", include("gabinete.delivery.auditing.urls")),
    path("calendario/", include("gabinete.foundation.workflow.web.urls")),
    path("", include("gabinete.foundation.access.web.urls")),
    path("asuntos/", include("gabinete.office.followup.web.urls")),
    path("", include("gabinete.office.cabinet.web.urls")),
    path("informes/", include("gabinete.office.reports.web.urls")),
    path("api/v1/", include("gabinete.delivery.api.urls")),
]

handler400 = "gabinete.foundation.ui.errors.bad_request"
handler403 = "gabinete.foundation.ui.errors.forbidden"
handler404 = "gabinete.foundation.ui.errors.not_found"
handler500 = "gabinete.foundation.ui.errors.server_error"
