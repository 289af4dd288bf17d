"""Whatever is typed into a search gets a clear page and never a server error."""

from __future__ import annotations

import unicodedata
from itertools import chain
from urllib.parse import quote

import pytest

from search.actions import reindex
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
SEARCH = (
    "/en/search/?q={}",
    "/en/search/suggest/?q={}",
    "/en/search/feed/?q={}",
    "/api/search?q={}",
)
LISTS = (
    "/ar/search/?q={}&theme={}",
    "/en/practices/?q={}",
    "/ar/newsroom/?q={}",
    "/en/newsroom/terms/?q={}",
    "/en/newsroom/figures/?q={}",
    "/fa/stories/?q={}",
    "/en/toolkit/?q={}",
)
ADDRESSES = (*SEARCH, *(pytest.param(each, marks=pytest.mark.gate) for each in LISTS))
ENGINES = ("index", pytest.param("elasticsearch", marks=pytest.mark.gate))


@pytest.fixture(params=ENGINES)
def house(request, db):
    """A practice that most of the queries could find, on either engine."""
    request.getfixturevalue(request.param)
    make_practice(title="A house with a garden", languages=("en", "ar"))
    reindex()


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_query_gets_a_clear_page(client, house, address):
    for q in QUERIES:
        quoted = quote(q.encode("utf-8", "surrogatepass"))
        page = client.get(address.replace("{}", quoted))
        content = page.content.decode()
        assert (page.status_code, q[:40]) == (200, q[:40])
        assert ("</html>" in content) == page["Content-Type"].startswith("text/html")
        assert "<script>alert" not in content
        assert "<img src=x" not in content
        assert "\0" not in content


def test_no_query_makes_the_index_fail(house):
    for q in QUERIES:
        assert (find(q, language="en").degraded, q[:40]) == (False, q[:40])
        assert isinstance(matching_ids("practice", q, "ar"), list)


def test_letters_of_every_block_of_unicode_are_words_or_nothing(house):
    letters = list(samples_of_every_block())
    assert len(letters) > 1_000
    for start in range(0, len(letters), MOST_WORDS):
        q = " ".join(letters[start : start + MOST_WORDS])
        assert not find(q, language="en").degraded


def test_letters_of_every_block_in_one_query_get_a_clear_page(client, house):
    letters = list(samples_of_every_block())
    for q in ("".join(letters), " ".join(letters), " ".join(reversed(letters))):
        page = client.get("/en/search/", {"q": q})
        assert page.status_code == 200
        assert not page.context["found"].degraded


def samples_of_every_block():
    """Yield a letter of every block of Unicode: each begins at a multiple of 16.

    Of the thousands of one script that follow each other (Chinese, Korean, Yi) one in
    each 256 will do.
    """
    seen = set()
    for start in chain(range(0, 0x40000, 16), range(0xE0000, 0xE0200, 16)):
        for letter in map(chr, range(start, start + 16)):
            if unicodedata.category(letter) in ("Cn", "Co", "Cs"):
                continue
            script = unicodedata.name(letter, "").replace("-", " ").split()[:2]
            place = (start // (256 if start >= 0x3400 else 16), *script)
            if place not in seen:
                seen.add(place)
                yield letter
            break
