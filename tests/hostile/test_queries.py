"""Whatever is typed into a search gets a clear page and never a server error."""

from __future__ import annotations

import unicodedata
from itertools import chain
from urllib.parse import quote

import pytest

from search.actions import apply_outbox
from search.queries import MOST_WORDS
from search.reads import find, matching_ids
from tests.factories import make_practice

pytestmark = pytest.mark.django_db

QUERIES = (
    # long
    "a" * 20_000,
    "house " * 3_400,
    "-a " * 6_700,
    '"a b" ' * 3_400,
    '"' * 20_000,
    " ".join(f"word{number}" for number in range(3_000)),
    "ﷺ" * 20_000,
    "a" + "\u0301" * 20_000,
    "\u200d" * 20_000,
    # only operators
    *('"', '""', "-", "− −", '-"', '"-"', "*", "?*", "*:*", ":", "^", "(", "\\", "_"),
    '+ - && || ! ( ) { } [ ] ^ " ~ * ? : \\ /',
    # quotes that do not close
    *('"house', 'house" garden', "„house", "«house”", '-"house', '"" " """', "'house"),
    # what cannot be seen
    "".join(map(chr, (*range(32), 127, *range(128, 160)))),
    "house\0garden\0",
    "\u202ehouse\u202c \u2066x\u2069\ufeff",
    "\ud800house\udfff",
    "\ufdd0\uffff\ue000\U0010ffff\U000e0041",
    # SQL
    "' OR 1=1 --",
    "'; DROP TABLE doc; --",
    "%' UNION SELECT * FROM sqlite_master --",
    "house'); DELETE FROM fts; --",
    # FTS5
    "NEAR(house garden, 5)",
    "form : house*",
    "{form lemma} : ^house",
    'house AND NOT OR "garden" + x',
    "_len _kpractice",
    # Elasticsearch
    "title:(house AND [a TO z}",
    "_exists_:title house~2 house^9999999",
    "/.*.*.*.*.*(house/",
    '{"query": {"match_all": {}}, "script": "ctx._source"}',
    "{{#toJson}}house{{/toJson}} ${house} %00 %s",
    # markup
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    '" onmouseover=alert(1) x="',
)
ADDRESSES = (
    "/en/search/?q={}",
    "/ar/search/?q={}&kind={}&language={}&theme={}&country={}&order={}&page={}",
    "/en/practices/?q={}",
    "/ar/newsroom/?q={}",
    "/en/newsroom/terms/?q={}",
    "/en/newsroom/figures/?q={}",
    "/fa/stories/?q={}",
    "/en/toolkit/?q={}",
)


@pytest.fixture
def house(index):
    """A practice that most of the queries could find."""
    make_practice(title="A house with a garden", languages=("en", "ar"))
    apply_outbox()


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_query_gets_a_clear_page(client, house, address):
    for q in QUERIES:
        asked = address.replace("{}", quote(q.encode("utf-8", "surrogatepass")))
        page = client.get(asked)
        content = page.content.decode()
        assert (page.status_code, ascii(q)[:60]) == (200, ascii(q)[:60])
        assert "</html>" in content
        assert "<script>alert" not in content
        assert "<img src=x" not in content
        assert "\0" not in content


@pytest.mark.parametrize("q", QUERIES, ids=lambda q: ascii(q)[1:30])
def test_no_query_makes_the_index_fail(house, q):
    assert not find(q, language="en").degraded
    assert isinstance(matching_ids("practice", q, "ar"), list)


def test_letters_of_every_block_of_unicode_are_words_or_nothing(house):
    letters = list(first_of_each_sixteen())
    assert len(letters) > 9_000
    for start in range(0, len(letters), MOST_WORDS):
        q = " ".join(letters[start : start + MOST_WORDS])
        assert not find(q, language="en").degraded


def first_of_each_sixteen():
    """Yield a sample of every block of Unicode: all begin at a multiple of 16."""
    planes = chain(range(0, 0x40000, 16), range(0xE0000, 0xE0200, 16))
    for start in planes:
        for code in range(start, start + 16):
            if unicodedata.category(chr(code)) not in ("Cn", "Co", "Cs"):
                yield chr(code)
                break
