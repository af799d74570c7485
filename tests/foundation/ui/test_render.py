"""Pages, their parts, and the words on them."""

from datetime import UTC, date, datetime

import pytest
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from jinja2 import UndefinedError

from gabinete.foundation.access.people import NOBODY
from gabinete.foundation.ui import filters
from gabinete.foundation.ui.errors import Trouble
from gabinete.foundation.ui.render import redirect, render

TROUBLE = {"trouble": Trouble(409, "No procede", "No se cambió nada.", ("uno", "dos"))}


@pytest.fixture
def asked():
    def make(**headers: str) -> HttpRequest:
        request = RequestFactory().get("/", headers=headers)
        request.actor = NOBODY  # type: ignore[attr-defined]
        return request

    return make


def macro(module: str, call: str, **values: object) -> str:
    name = call.split("(", 1)[0]
    template = engines["jinja2"].env.from_string(
        f'{{% from "ui/{module}.html" import {name} %}}{{{{ {call} }}}}'
    )
    return template.render(**values)


def test_page_comes_whole_to_a_browser(asked):
    said = render(asked(), "ui/errors/page.html", TROUBLE, "main").content.decode()

    assert "<!doctype html>" in said
    assert "<li>dos</li>" in said


def test_only_the_part_comes_to_htmx(asked):
    response = render(asked(hx_request="true"), "ui/errors/page.html", TROUBLE, "main")

    assert response.content.decode().lstrip().startswith('<p class="eyebrow">')
    assert response["Vary"] == "HX-Request"


@pytest.mark.parametrize("header", ["hx_boosted", "hx_history_restore_request"])
def test_whole_page_comes_to_a_boosted_link_and_to_a_step_back(asked, header):
    said = render(asked(hx_request="true", **{header: "true"}), "ui/errors/page.html", TROUBLE, "main")

    assert b"<!doctype html>" in said.content


def test_part_sees_what_the_page_imports_before_its_blocks(asked):
    said = render(asked(hx_request="true"), "ui/errors/page.html", TROUBLE, "title").content.decode()

    assert said == "No procede"


def test_misspelt_name_in_a_template_fails_instead_of_printing_nothing():
    with pytest.raises(UndefinedError):
        engines["jinja2"].env.from_string("{{ nobody_defined_this }}").render()


def test_text_of_people_is_escaped():
    said = macro("components", "badge(text)", text="<script>alert(1)</script>")

    assert "<script>" not in said
    assert "&lt;script&gt;" in said


def test_every_template_compiles():
    env = engines["jinja2"].env

    assert len([env.get_template(name) for name in env.list_templates(extensions=["html"])]) > 10


def test_form_is_answered_with_see_other():
    assert redirect("/asuntos/").status_code == 303


def test_light_always_says_a_word():
    for name in ("on_time", "soon", "overdue", "silent", "done", "no_term"):
        assert macro("components", f"light({name!r})").split(">")[1].split("<")[0].strip()


def test_stacked_bar_says_its_sentence_and_has_its_table():
    parts = [("on_time", "En tiempo", 3, "/a/"), ("silent", "Sin reporte", 1, "/b/")]

    said = macro("charts", "stacked(sentence, parts)", sentence="Tres de cuatro van en tiempo.", parts=parts)

    assert 'aria-label="Tres de cuatro van en tiempo."' in said
    assert 'width="75.000"' in said
    assert said.count('<th scope="row">') == 2
    assert "style=" not in said


def test_stacked_bar_of_nothing_draws_no_bar():
    said = macro("charts", "stacked('Nada.', parts)", parts=[("soon", "Por vencer", 0, "/")])

    assert "<svg" not in said


def test_field_ties_its_label_hint_and_errors():
    said = macro("forms", "field('due', 'Fecha', errors=['Falta.'], hint='Día hábil')")

    assert '<label for="id-due">' in said
    assert 'aria-describedby="hint-due error-due"' in said
    assert 'aria-invalid="true"' in said


def test_missing_percent_is_never_zero():
    assert filters.percent(None) == "sin reporte"
    assert filters.percent(0) == "0\u00a0%"
    assert filters.number(None) == "sin reporte"
    assert macro("charts", "meter(none, 'Avance')") == "sin reporte"


@pytest.mark.parametrize(
    ("size", "said"), [(0, "0 B"), (999, "999 B"), (3_100_000, "3.1\u00a0MB"), (2 * 10**15, "2000.0\u00a0TB")]
)
def test_file_size_is_said_in_decimal_multiples(size, said):
    assert filters.file_size(size) == said


def test_moments_are_those_of_the_office():
    assert filters.moment(datetime(2026, 11, 22, 5, 4, tzinfo=UTC)) == "21 nov 2026, 22:04"
    assert filters.short_date_of(datetime(2026, 11, 22, 5, 4, tzinfo=UTC)) == "21 nov 2026"
    assert filters.long_date(date(2026, 11, 22)) == "22 de noviembre de 2026"
    assert filters.short_date_of(None) == "—"


@pytest.mark.parametrize(
    ("name", "said"), [("Rosa Bojórquez León", "RL"), ("Ángel", "Á"), ("", "?"), ("«X» Peña", "P")]
)
def test_initials_are_first_and_last(name, said):
    assert filters.initials(name) == said
