"""Addresses of the signatures of the minutes, and of the checking of signed PDFs."""

from django.urls import path

from gabinete.office.cabinet.web.signing import lists, papers, signing, verifying

urlpatterns = [
    path("sesiones/<int:pk>/firmas/", lists.list_signatures, name="list-signatures"),
    path("sesiones/<int:pk>/firmas/papel/", papers.record_autographs, name="record-autographs"),
    path("sesiones/<int:pk>/firmas/minuta.pdf", papers.download_to_sign, name="download-to-sign"),
    path("firmas/<int:pk>/", signing.sign_minutes, name="sign-minutes"),
    path("firmas/<int:pk>/llave/", signing.use_key, name="use-key"),
    path("firmas/<int:pk>/externa/", signing.receive_signed, name="receive-signed"),
    path("sesiones/<int:pk>/firmas/constancia/", papers.record_missing, name="record-missing-signature"),
    path("firmas/<int:pk>/archivo/", papers.download_signature, name="download-signature"),
    path("verificar-firma/", verifying.verify_signature, name="verify-signature"),
]
