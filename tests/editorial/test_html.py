from __future__ import annotations

import pytest

from editorial.addresses import address_slug
from editorial.dates import partial_date
from editorial.html import clean_html, plain_text, shown_html
from editorial.library import to_html


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="java\tscript:alert(1)">x</a>',
        '<p style="background:url(//x)">x</p>',
        "<iframe src=//x></iframe>",
        "<svg onload=alert(1)>",
        "<!-- comment -->",
    ],
)
def test_only_listed_markup_survives(markup):
    cleaned = clean_html(markup)
    for danger in ("<script", "onerror", "script:", "style", "<iframe", "<svg", "<!--"):
        assert danger not in cleaned


def test_links_lists_and_emphasis_survive():
    markup = '<p>a <b>b</b> <a href="https://example.org">c</a></p><ul><li>d</li></ul>'
    assert clean_html(markup) == markup


@pytest.mark.parametrize("key", ["contact", "12345678901234567890", "٣", "-1", ""])
def test_link_to_what_is_no_page_is_no_link(db, key):
    markup = f'<p><a linktype="page" id="{key}">x</a></p>'
    assert "id=" not in clean_html(markup)
    assert "x" in shown_html(clean_html(markup))


def test_tables_survive_without_their_attributes():
    head = "<thead><tr><th>a</th></tr></thead>"
    markup = f"<table>{head}<tbody><tr><td>b</td></tr></tbody></table>"
    styled = markup.replace("<td>", '<td style="color:red" onclick="x()">')
    assert clean_html(styled) == markup


def test_markdown_tables_become_tables():
    markup = to_html("| a | b |\n|---|---|\n| **c** | d |")
    assert "<th>a</th>" in markup
    assert "<td><strong>c</strong></td>" in markup


def test_a_table_on_a_page_stands_in_a_box_of_its_own():
    shown = shown_html("<p>a</p><table><tr><td>b</td></tr></table>")
    assert shown.startswith('<p>a</p><div class="table-box" role="region"')
    assert shown.endswith("</table></div>")


def test_words_of_two_blocks_do_not_grow_together():
    assert plain_text("<p>one</p><p>two &amp; three</p>") == "one two & three"


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Night buses, Brno!", "night-buses-brno"),
        ("قصتي الأولى", "قصتي-الأولى"),
        ("Školy v noci", "školy-v-noci"),
        ("!!!", "-"),
        ("a" * 200, "a" * 60),
    ],
)
def test_slug_keeps_every_script_and_is_never_empty(title, slug):
    assert address_slug(title) == slug


@pytest.mark.parametrize(
    ("value", "language", "written"),
    [
        ("2016", "de", "2016"),
        ("2016-07", "de", "Juli 2016"),
        ("2016-07-31", "en", "July 31, 2016"),
        ("", "en", ""),
    ],
)
def test_dates_are_as_exact_as_their_source(value, language, written):
    assert partial_date(value, language) == written


def test_markdown_makes_tables_boxes_and_lines():
    markup = to_html(
        "| Who | When |\n| :-- | --- |\n| A | |\n\n"
        "- [ ] true\n- plain\n\nWhy?\n____\n____"
    )
    assert "<th>Who</th>" in markup
    assert "<td>A</td>" in markup
    assert "<li>☐ true</li>" in markup
    assert "<li>plain</li>" in markup
    assert markup.count("<hr>") == 2
    assert "style" not in markup


def test_list_to_tick_has_boxes_without_bullets():
    shown = shown_html(to_html("- [ ] true\n- [ ] false\n\nOr:\n\n- a ☐ box"))
    assert '<ul class="to-tick">\n<li>☐ true</li>' in shown
    assert "<ul>\n<li>a ☐ box</li>" in shown
