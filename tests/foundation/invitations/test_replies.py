"""Reading what comes back by mail, from whoever it comes and however broken it is."""

from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gabinete.foundation.invitations.replies import CALENDAR_LIMIT, read_reply
from tests.foundation.invitations.letters import UID, letter, reply_calendar


def test_ordinary_reply_is_read_whole() -> None:
    made = letter(reply_calendar(sequence="3", more="COMMENT:Llego\\n tarde\r\n"))

    reply = read_reply(bytes(made))

    assert reply is not None
    assert (reply.message_id, reply.senders) == ("<uno@ejemplo.invalid>", ("rosa@ejemplo.invalid",))
    assert (reply.method, reply.uid, reply.partstat, reply.sequence) == ("REPLY", UID, "ACCEPTED", 3)
    assert reply.attendees == ("rosa@ejemplo.invalid",)
    assert (reply.comment, reply.trouble) == ("Llego tarde", "")


@pytest.mark.parametrize("partstat", ["DECLINED", "TENTATIVE", "DELEGATED", "NEEDS-ACTION"])
def test_every_answer_of_the_standard_is_read(partstat: str) -> None:
    reply = read_reply(bytes(letter(reply_calendar(partstat=partstat))))

    assert reply is not None
    assert reply.partstat == partstat


def test_letter_without_calendar_answers_nothing() -> None:
    raw = b"From: a@b.invalid\r\nSubject: Hola\r\n\r\nGracias, voy."

    assert read_reply(raw) is None


@pytest.mark.parametrize("method", ["REQUEST", "PUBLISH", "CANCEL"])
def test_invitations_of_others_answer_nothing(method: str) -> None:
    assert read_reply(bytes(letter(reply_calendar(method=method)))) is None


def test_reply_attached_as_a_file_is_read_too() -> None:
    made = letter()
    made.clear_content()
    made.set_content("Va adjunta.")
    made.add_attachment(
        reply_calendar().encode(), maintype="application", subtype="octet-stream", filename="RESPUESTA.ICS"
    )

    reply = read_reply(bytes(made))

    assert reply is not None
    assert reply.partstat == "ACCEPTED"


@pytest.mark.parametrize("charset", ["utf-16", "klingon-8", "us-ascii", "utf-8"])
def test_false_or_unknown_charset_does_not_stop_the_reading(charset: str) -> None:
    body = reply_calendar(more="COMMENT:Señor\r\n").encode("latin-1" if charset == "us-ascii" else "utf-8")
    raw = (
        b"From: rosa@ejemplo.invalid\r\nMessage-ID: <x@y>\r\n"
        + f"Content-Type: text/calendar; method=REPLY; charset={charset}\r\n\r\n".encode()
        + body
    )

    reply = read_reply(raw)

    assert reply is not None
    assert reply.partstat == "ACCEPTED" or reply.trouble


@pytest.mark.parametrize(
    ("calendar", "said"),
    [
        ("BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\n", "mal formado"),
        ("", "mal formado"),
        ("basura", "mal formado"),
        ("BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n", "Trae 0 eventos"),
        (
            reply_calendar().replace("END:VCALENDAR", reply_calendar().split("PRODID:-//Otro//ES\r\nMETHOD:REPLY\r\n")[1]),
            "Trae 2 eventos",
        ),
        (reply_calendar(more="ATTENDEE;PARTSTAT=DECLINED:mailto:b@c.invalid\r\n"), "Responde por 2 personas"),
        ("BEGIN:VCALENDAR\r\n" + "X-A:" + "a" * CALENDAR_LIMIT + "\r\nEND:VCALENDAR", "demasiado grande"),
    ],
)  # fmt: skip
def test_what_cannot_be_understood_is_said(calendar: str, said: str) -> None:
    reply = read_reply(bytes(letter(calendar)))

    assert reply is not None
    assert said in reply.trouble
    assert reply.senders == ("rosa@ejemplo.invalid",)


def test_letter_nested_to_break_parsers_is_named_or_left_but_never_raises() -> None:
    depth = 3000
    heads = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\r\n\r\n--b{n}\r\n" for n in range(depth))
    raw = ("From: a@b.invalid\r\n" + heads).encode()

    reply = read_reply(raw)

    assert reply is None or "no se pudo leer" in reply.trouble


@pytest.mark.parametrize("sequence", ["-1", "mil", "99999999999999", ""])
def test_impossible_sequence_is_as_if_it_said_none(sequence: str) -> None:
    reply = read_reply(bytes(letter(reply_calendar(sequence=sequence))))

    assert reply is not None
    assert reply.sequence is None


def test_letter_without_identifier_is_known_by_its_bytes() -> None:
    raw = bytes(letter(message_id=""))

    first, again = read_reply(raw), read_reply(raw)

    assert first is not None
    assert again is not None
    assert first.message_id == again.message_id
    assert first.message_id.startswith("<sha256.")


def test_several_senders_are_all_said() -> None:
    reply = read_reply(bytes(letter(sender="Rosa <rosa@ejemplo.invalid>, otro@ejemplo.invalid")))

    assert reply is not None
    assert reply.senders == ("rosa@ejemplo.invalid", "otro@ejemplo.invalid")


def test_arrival_is_the_hour_of_our_own_server() -> None:
    made = letter(Received="from x by correo.oficina.invalid; Fri, 20 Nov 2026 10:00:00 -0700")

    reply = read_reply(bytes(made))

    assert reply is not None
    assert reply.arrived_at == datetime(2026, 11, 20, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "vouched"),
    [
        ("correo.oficina.invalid; dmarc=pass header.from=ejemplo.invalid", True),
        ("correo.oficina.invalid; dmarc=fail", False),
        ("otro.invalid; dmarc=pass", False),
        ("", False),
    ],
)
def test_only_our_own_server_vouches_for_the_sender(header: str, vouched: bool) -> None:  # noqa: FBT001
    made = letter(**({"Authentication_Results": header} if header else {}))

    reply = read_reply(bytes(made), "correo.oficina.invalid")

    assert reply is not None
    assert reply.vouched is vouched


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=2000))
def test_no_bytes_whatever_make_the_reading_fail(content: bytes) -> None:
    reply = read_reply(b"Content-Type: text/calendar; method=REPLY\r\n\r\n" + content)

    assert reply is None or reply.message_id


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(max_size=400))
def test_no_text_inside_a_calendar_makes_the_reading_fail(text: str) -> None:
    body = reply_calendar(more=f"COMMENT:{text}\r\n").encode("utf-8", "replace")
    reply = read_reply(b"Content-Type: text/calendar; charset=utf-8\r\n\r\n" + body)

    assert reply is None or "\0" not in reply.comment
