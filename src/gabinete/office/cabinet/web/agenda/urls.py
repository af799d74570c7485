"""Addresses of the order of the day and of what hangs on its points."""

from django.urls import path

from gabinete.office.cabinet.web.agenda import editor, files, folder, opinions, points, positions, sending

urlpatterns = [
    path("sesiones/<int:pk>/orden/", editor.edit_agenda, name="edit-agenda"),
    path("sesiones/<int:pk>/orden/agregar/", points.add_point, name="add-point"),
    path("sesiones/<int:pk>/orden/extemporaneo/", points.add_late_point, name="add-late-point"),
    path("sesiones/<int:pk>/orden/acostumbrados/", editor.insert_usual_points, name="insert-usual-points"),
    path("sesiones/<int:pk>/orden/diferidos/", editor.carry_over, name="carry-over"),
    path("sesiones/<int:pk>/orden/duracion/", editor.set_length, name="set-length"),
    path("sesiones/<int:pk>/orden/cerrar/", editor.freeze_agenda, name="freeze-agenda"),
    path("sesiones/<int:pk>/orden/reabrir/", editor.unfreeze_agenda, name="unfreeze-agenda"),
    path("sesiones/<int:pk>/posiciones/", positions.show_positions, name="show-positions"),
    path("sesiones/<int:pk>/carpeta/", folder.show_folder, name="show-folder"),
    path("sesiones/<int:pk>/enviar-acuerdo/", sending.send_agreement, name="send-agreement"),
    path("puntos/<int:pk>/", points.show_point, name="show-point"),
    path("puntos/<int:pk>/corregir/", points.edit_point, name="edit-point"),
    path("puntos/<int:pk>/mover/", editor.move_point, name="move-point"),
    path("puntos/<int:pk>/quitar/", editor.remove_point, name="remove-point"),
    path("puntos/<int:pk>/retirar/", points.withdraw_point, name="withdraw-point"),
    path("puntos/<int:pk>/documentos/", files.add_file, name="add-file"),
    path("puntos/<int:pk>/documentos/<int:file>/", files.download_file, name="download-file"),
    path("puntos/<int:pk>/opinion/", opinions.ask_opinion, name="ask-opinion"),
    path("puntos/<int:pk>/posicion/", positions.take_position, name="take-position"),
    path("puntos/<int:pk>/bloque/", positions.choose_consent, name="choose-consent"),
    path("puntos/<int:pk>/enviar/", sending.send_point, name="send-point"),
    path("opiniones/<int:pk>/", opinions.show_opinion, name="show-opinion"),
    path("opiniones/<int:pk>/oficio/", opinions.download_letter, name="download-opinion"),
    path("opiniones/<int:pk>/dejar-de-pedir/", opinions.withdraw_request, name="withdraw-request"),
]
