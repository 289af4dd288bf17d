"""The pages on which a story is told: by code alone, kept once, lost never."""

from __future__ import annotations

import html
import re
import socket
from datetime import timedelta
from io import BytesIO
from urllib.parse import urlsplit

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from django.utils.translation import override

import pytest
from PIL import Image

from languages.registry import BY_CODE
from stories import actions, receipts, tickets
from stories.drafts import read_draft
from stories.keys.models import Key
from stories.models import Consent, GivenBy, Scope, State, Submission
from stories.opened import open_submission
from stories.views import telling
from tests.factories import ConceptFactory
from tests.stories.private import BOTH, a_photo, give, make_draft, make_waiting

pytestmark = pytest.mark.django_db(databases=BOTH)

TELL = "/en/stories/tell/"
MOST_QUERIES = 16
"""On any step, with the savepoints of its transaction."""
ANSWERS = {
    "before": {},
    "age": {"age_band": "adult"},
    "story": {"language": "ar", "title": "الخبز", "body": "في الرابعة صباحا."},
    "name": {"name_style": "alias", "name": "Nadia"},
    "places": {"origin": "SY", "residence": "DE"},
    "themes": {"themes": ["work"], "content_notes": ["war"]},
    "photo": {"photo_description": "", "end": "1"},
    "consents": {"text": "on", "press": "on"},
    "check": {},
}
STEPS = list(ANSWERS)


class Teller:
    """A phone that knows its code and sends one form after another."""

    def __init__(self, client, language="en"):
        self.client = client
        self.address = f"/{language}/stories/tell/"
        first = client.get(self.address)
        self.code, self.ticket = first.context["code"], first.context["ticket"]

    def send(self, step, go="on", headers=None, **typed):
        data = {"code": self.code, "ticket": self.ticket, "step": step, "go": go}
        return self.client.post(self.address, {**data, **typed}, headers=headers)

    def answer(self, step, go="on", **typed):
        return self.send(step, go, **{**ANSWERS[step], **typed})

    def come_to(self, step):
        """Answer everything before a step."""
        response = None
        for earlier in STEPS[: STEPS.index(step)]:
            response = self.answer(earlier)
        return response

    @property
    def submission(self):
        return Submission.objects.by_code(self.code)

    @property
    def draft(self):
        return read_draft(open_submission(self.submission))


@pytest.fixture
def teller(client):
    ConceptFactory(kind="story_theme", slug="work")
    return Teller(client)


def step_of(response):
    return response.context["step"].name


def errors_of(response):
    return set(response.context["form"].errors)


def page(response):
    return html.unescape(response.content.decode())


def jpeg(size=(320, 200)) -> bytes:
    file = BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(file, "JPEG")
    return file.getvalue()


def upload(data: bytes, name="IMG_MARKED.jpg"):
    return SimpleUploadedFile(name, data, "image/jpeg")


def test_first_page_keeps_nothing(client):
    client.get(TELL)
    assert Submission.objects.count() == 0


def test_a_story_goes_from_the_first_page_to_the_moderators(teller):
    teller.come_to("check")
    response = teller.answer("check")
    assert response.templates[0].name == "stories/tell/sent.html"
    assert teller.submission.state == State.WAITING
    told = open_submission(teller.submission).telling
    assert (told.language, told.body) == ("ar", "في الرابعة صباحا.")
    assert (told.origin, told.themes, told.name) == ("SY", ("work",), "Nadia")


@pytest.mark.parametrize("step", STEPS[:-1])
def test_each_step_leads_to_the_next(teller, step):
    teller.come_to(step)
    assert step_of(teller.answer(step)) == STEPS[STEPS.index(step) + 1]


@pytest.mark.parametrize("step", STEPS[1:])
def test_back_keeps_the_step_and_leads_to_the_one_before(teller, step):
    teller.come_to(step)
    assert step_of(teller.answer(step, "back")) == STEPS[STEPS.index(step) - 1]
    assert teller.submission.state == State.DRAFT


@pytest.mark.parametrize("step", STEPS[1:])
def test_back_works_from_a_step_with_nothing_in_it(teller, step):
    teller.come_to(step)
    response = teller.send(step, "back", end="1")
    assert step_of(response) == STEPS[STEPS.index(step) - 1]


@pytest.mark.parametrize("step", STEPS)
def test_sending_a_step_twice_changes_nothing(teller, step):
    teller.come_to(step)
    first = teller.answer(step)
    kept = teller.draft
    agreed = kept.agreed
    again = teller.answer(step)
    assert teller.draft == kept
    assert teller.draft.agreed == agreed
    assert Submission.objects.count() == 1
    assert page(again) == page(first)


@pytest.mark.parametrize("step", STEPS)
def test_every_page_under_the_code_is_private(teller, step):
    response = teller.come_to(step) or teller.client.get(TELL)
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert "Location" not in response
    title = re.search("<title>(.*?)</title>", page(response)).group(1)
    assert "Stories" in title
    assert teller.code not in title
    links = re.findall(r"(?:href|action)=\"(.*?)\"", page(response))
    assert not [link for link in links if teller.code in link or "?" in link]


@pytest.mark.parametrize("step", STEPS[:-1])
def test_a_step_costs_few_queries(teller, step, django_assert_max_num_queries):
    teller.come_to(step)
    with django_assert_max_num_queries(MOST_QUERIES):
        teller.answer(step)


@pytest.mark.parametrize("step", STEPS[1:])
def test_another_language_shows_the_step_as_it_was_typed(teller, step):
    teller.come_to(step)
    before = teller.draft
    arabic = teller.client.post(
        "/ar/stories/tell/",
        {
            **ANSWERS[step],
            "code": teller.code,
            "ticket": teller.ticket,
            "step": step,
            "go": "stay",
            "title": "typed title",
        },
    )
    assert step_of(arabic) == step
    assert '<html lang="ar" dir="rtl">' in page(arabic)
    assert not arabic.context["form"].errors
    assert teller.draft == before
    if step == "story":
        assert "typed title" in page(arabic)


def test_what_was_typed_stays_with_an_error_and_is_not_kept(teller):
    teller.come_to("story")
    response = teller.answer("story", title="", body="x" * 20_001)
    assert errors_of(response) == {"body"}
    assert "20,001" in page(response) or "20001" in page(response)
    assert "x" * 20_001 in page(response)
    assert teller.draft.telling.body == ""


def test_errors_stand_on_top_and_beside_the_field(teller):
    teller.come_to("story")
    response = teller.answer("story", title="")
    assert errors_of(response) == {"title"}
    assert 'href="#id_title"' in page(response)
    assert 'aria-invalid="true"' in page(response)
    assert 'id="id_title_error"' in page(response)


def test_twenty_thousand_characters_of_four_bytes_fit(teller):
    teller.come_to("story")
    body = "𐤀" * 20_000
    assert step_of(teller.answer("story", body=body)) == "name"
    assert teller.draft.telling.body == body


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("Kurdish", "ku"),
        ("sorani", "ckb"),
        ("دری", "fa-AF"),
        ("zh-hant", "zh-Hant"),
        ("ქართული ენა", "mis"),
        ("Guragigna", "mis-x-guragign-a"),
        ("<b>x</b>", "mis-x-bxb"),
        ("Русский", "ru"),
    ],
)
def test_any_language_in_the_world_is_taken(teller, typed, tag):
    teller.come_to("story")
    response = teller.answer("story", language="other", other_language=typed)
    assert step_of(response) == "name"
    assert teller.draft.telling.language == tag
    assert step_of(teller.answer("name", "back")) == "story"


def test_another_language_must_be_named(teller):
    teller.come_to("story")
    response = teller.answer("story", language="other", other_language=" ")
    assert errors_of(response) == {"language"}


def test_code_is_shown_until_its_last_group_is_typed_back(teller):
    shown = receipts.grouped(teller.code)[:5]
    assert f"<span>{shown}</span>" in page(teller.come_to("story"))
    wrong = teller.send("story", "stay", last_group="0" * 4)
    assert f"<span>{shown}</span>" in page(wrong)
    assert 'id="last-group-error"' in page(wrong)
    arabic_digits = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    typed = " - ".join(teller.code[-5:].translate(arabic_digits))
    right = teller.send("story", "stay", last_group=typed)
    assert f"<span>{shown}</span>" not in page(right)
    assert 'name="kept"' in page(right)
    later = teller.answer("story", kept="1")
    assert f"<span>{shown}</span>" not in page(later)


def shows_code(teller, response):
    return f"<span>{teller.code[:5]}</span>" in page(response)


def test_the_first_page_shows_the_code_again_when_she_comes_back(teller):
    assert not shows_code(teller, teller.client.get(TELL))
    hidden = teller.send("before", headers={"Origin": "null"})
    assert not shows_code(teller, hidden), "nothing is kept under it yet"
    teller.come_to("story")
    assert shows_code(teller, teller.answer("age", "back"))
    kept = teller.answer("age", "back", kept="1")
    assert not shows_code(teller, kept)
    assert 'name="kept"' in page(kept)


def test_a_sent_story_shows_its_code_until_it_was_typed_back(teller):
    teller.come_to("check")
    teller.answer("check")
    assert shows_code(teller, teller.answer("story"))
    last = teller.code[-5:]
    assert not shows_code(teller, teller.send("story", "stay", last_group=last))


def test_first_page_says_where_to_go_when_the_phone_shows_an_error(client):
    said = (
        "If your phone shows an error, enter your code at "
        '<a href="/en/stories/mine/">My story</a>.'
    )
    assert said in page(client.get(TELL))


@pytest.mark.parametrize(
    ("step", "wrong", "typed", "shown"),
    [
        ("story", {"language": "xx"}, {"title": "Bread", "body": "At four."}, []),
        ("name", {"name_style": "full"}, {"name": "Nadia"}, []),
        ("places", {"origin": "XX"}, {}, ['value="DE" selected']),
        (
            "themes",
            {"not_before": "soon"},
            {},
            [r'value="work"[^>]* checked', r'value="war"[^>]* checked'],
        ),
        ("consents", {"text": ""}, {}, [r'name="press"[^>]* checked']),
    ],
)
def test_an_error_costs_nothing_else_of_the_step(teller, step, wrong, typed, shown):
    teller.come_to(step)
    response = teller.answer(step, **{**typed, **wrong})
    assert errors_of(response) == set(wrong)
    for words in typed.values():
        assert words in page(response)
    for pattern in shown:
        assert re.search(pattern, page(response))


def test_a_minor_gives_no_name_of_her_own_and_no_photo(teller):
    teller.come_to("photo")
    teller.answer("photo", photo=upload(jpeg()))
    teller.answer("name", name_style="first")
    response = teller.answer("age", age_band="under_18")
    draft = teller.draft
    assert (draft.telling.name_style, draft.telling.name) == ("none", "")
    assert not draft.has_photo
    assert step_of(response) == "story"
    assert step_of(teller.answer("themes")) == "consents"
    refused = teller.answer("name", name_style="first")
    assert errors_of(refused) == {"name_style"}
    teller.answer("photo", photo=upload(jpeg()))
    assert not teller.draft.has_photo


def test_a_minors_guardian_must_agree(teller):
    teller.answer("before")
    teller.answer("age", age_band="under_18")
    teller.answer("story")
    assert errors_of(teller.answer("consents")) == {"guardian"}
    assert step_of(teller.answer("consents", guardian="on")) == "check"
    given = Consent.objects.filter(given_by=GivenBy.GUARDIAN)
    assert set(given.values_list("scope", flat=True)) == {"text", "press"}


def test_consents_are_exactly_what_was_ticked(teller):
    response = teller.come_to("consents")
    assert " checked" not in page(response)
    teller.answer("consents", classroom="on")
    teller.answer("consents")
    given = Consent.objects.get(scope=Scope.PRESS)
    assert set(Consent.objects.values_list("scope", flat=True)) == {"text", "press"}
    assert (given.language, given.given_by) == ("en", "teller")
    assert given.wording


def test_without_consent_to_the_text_nothing_is_sent(teller):
    teller.come_to("consents")
    assert errors_of(teller.send("consents")) == {"text"}
    response = teller.answer("check")
    assert step_of(response) == "check"
    assert response.context["form"].errors
    assert teller.submission.state == State.DRAFT


def test_a_change_leads_back_to_the_last_page(teller):
    teller.come_to("check")
    response = teller.send("check", "places")
    assert step_of(response) == "places"
    assert 'name="then" value="check"' in page(response)
    assert step_of(teller.answer("places", origin="UA", then="check")) == "check"
    assert teller.draft.telling.origin == "UA"


def test_a_photo_needs_a_consent_of_its_own(teller):
    assert 'name="photo"' not in page(teller.come_to("consents"))
    response = teller.answer("photo", photo=upload(jpeg()), then="check")
    assert step_of(response) == "consents"
    assert 'name="photo"' in page(response)
    teller.answer("consents", photo="on")
    assert Scope.PHOTO in teller.draft.agreed
    teller.answer("photo", photo=upload(jpeg((64, 64))))
    assert Scope.PHOTO not in teller.draft.agreed


def test_a_photo_can_be_removed_again(teller, private_files):
    teller.come_to("photo")
    teller.answer("photo", photo=upload(jpeg()))
    assert teller.draft.has_photo
    response = teller.answer("photo", "remove")
    assert step_of(response) == "photo"
    assert not teller.draft.has_photo
    assert private_files() == []


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("nothing in it", b""),
        ("no picture", b"<script>alert(1)</script>"),
        ("half of it", jpeg((900, 900))[:20_000]),
        ("more than we take", b"\xff\xd8" + b"x" * (16 * 1024 * 1024)),
    ],
)
def test_a_broken_photo_loses_nothing_else(teller, private_files, name, data):
    teller.come_to("photo")
    before = teller.draft.telling
    response = teller.answer("photo", photo=upload(data), photo_description="A hand")
    assert errors_of(response) == {"photo"}
    assert "A hand" in page(response)
    assert teller.draft.telling.body == before.body
    assert not teller.draft.has_photo
    assert private_files() == []
    assert step_of(teller.answer("photo")) == "consents"


def body_of(teller, photo: bytes) -> bytes:
    """Return the photo step as a browser sends it, in the order of the page."""
    fields = {"code": teller.code, "ticket": teller.ticket, "step": "photo"}
    part = '--edge\r\nContent-Disposition: form-data; name="{}"{}\r\n\r\n'
    head = "".join(
        part.format(name, "") + value + "\r\n" for name, value in fields.items()
    )
    file = part.format("photo", '; filename="IMG_MARKED.jpg"')
    tail = {"photo_description": "A hand", "end": "1", "go": "on"}
    rest = "".join(
        part.format(name, "") + value + "\r\n" for name, value in tail.items()
    )
    ends = f"\r\n{rest}--edge--\r\n"
    return head.encode() + file.encode() + photo + ends.encode()


@pytest.mark.parametrize("share", [0, 0.001, 0.01, 0.5, 0.9, 0.99, 0.999])
def test_an_upload_cut_off_anywhere_loses_nothing_else(teller, private_files, share):
    teller.come_to("photo")
    before = teller.draft
    whole = body_of(teller, jpeg((600, 600)))
    response = teller.client.generic(
        "POST",
        TELL,
        whole,
        content_type="multipart/form-data; boundary=edge",
        **{"wsgi.input": BytesIO(whole[: int(len(whole) * share)])},
    )
    assert response.status_code in (200, 400)
    assert teller.draft == before
    assert private_files() == []
    assert step_of(teller.answer("photo", photo=upload(jpeg()))) == "consents"


def test_a_photo_without_its_end_is_said_to_be_cut_off(teller):
    teller.come_to("photo")
    response = teller.send("photo", photo=upload(jpeg()))
    assert errors_of(response) == {"photo"}
    assert not teller.draft.has_photo


@pytest.mark.django_db(databases=BOTH, transaction=True)
def test_a_connection_that_breaks_loses_nothing_else(live_server, client):
    from philoxenia.furnish import furnish

    furnish()
    teller = Teller(client)
    for step in ("before", "age", "story"):
        teller.answer(step)
    host = urlsplit(live_server.url)
    whole = body_of(teller, jpeg((600, 600)))
    head = (
        f"POST {TELL} HTTP/1.1\r\nHost: {host.netloc}\r\nConnection: close\r\n"
        "Content-Type: multipart/form-data; boundary=edge\r\n"
        f"Content-Length: {len(whole)}\r\n\r\n"
    ).encode()
    for share in (0, 0.01, 0.5, 0.99):
        with socket.create_connection((host.hostname, host.port), timeout=20) as line:
            line.sendall(head + whole[: int(len(whole) * share)])
            line.shutdown(socket.SHUT_WR)
            answer = line.recv(20).decode()
        assert answer.split()[1] in ("200", "400")
        assert teller.draft.telling.title == ANSWERS["story"]["title"]
        assert not teller.draft.has_photo
    with socket.create_connection((host.hostname, host.port), timeout=20) as line:
        line.sendall(head + whole)
        while line.recv(4096):
            pass
    assert teller.draft.has_photo


def test_too_big_a_body_gets_a_page_in_her_language(client):
    response = client.post("/de/stories/tell/", {"body": "x" * 3_000_000})
    assert response.status_code == 413
    assert '<html lang="de"' in page(response)
    assert "no-store" in response["Cache-Control"]


def test_whose_form_did_not_arrive_is_not_sent_back_in_her_browser(client):
    """Back fails on a page that nobody may keep; a reload sends it again."""
    unread = page(client.post(TELL, {"body": "x" * 3_000_000}))
    assert "Load this page again" in unread
    assert "Go back" not in unread


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"nonsense", "multipart/form-data; boundary=edge"),
        (b"code=1", "multipart/form-data"),
        (b"code=1", "application/x-www-form-urlencoded; charset=utf-16"),
        (b"&".join(b"a=1" for _ in range(10_001)), "application/x-www-form-urlencoded"),
        (b"\xff\xfe=%00&code=%ff", "application/x-www-form-urlencoded"),
        (b"{}", "application/json"),
    ],
)
def test_what_is_no_form_is_answered(client, body, kind):
    response = client.generic("POST", TELL, body, content_type=kind)
    assert response.status_code in (200, 400)
    assert Submission.objects.count() == 0


HOSTILE = (
    "\0",
    "<script>alert(1)</script>",
    "\u202e\u2066abc",
    "' OR 1=1 --",
    "x" * 5000,
)


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_answers_break_nothing(teller, step, value):
    teller.come_to(step)
    names = {name for answers in ANSWERS.values() for name in answers}
    typed = dict.fromkeys(sorted(names | {"not_before", "then", "last_group"}), value)
    response = teller.send(step, **typed)
    assert response.status_code == 200
    told = teller.draft.telling if teller.submission else None
    assert told is None or not set("\0\u202e\u2066") & set(told.title + told.body)
    assert "<script>alert" not in response.content.decode()


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize("name", ["code", "ticket", "step", "go"])
def test_hostile_carriers_break_nothing(teller, name, value):
    teller.answer("before")
    sent = {"code": teller.code, "ticket": teller.ticket, "step": "age", "go": "on"}
    response = teller.client.post(TELL, {**sent, "age_band": "adult", name: value})
    assert response.status_code == 200
    assert teller.draft.telling.age_band == ("adult" if name == "ticket" else "")


def test_bidi_overrides_and_nulls_are_left_out_of_a_story(teller):
    teller.come_to("story")
    teller.answer("story", title="A\0\u202eB", body="C\u2067\0D")
    told = teller.draft.telling
    assert (told.title, told.body) == ("AB", "CD")


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(client, method):
    assert getattr(client, method)(TELL).status_code == 405


def test_a_foreign_page_cannot_tell(teller):
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert teller.send("before", headers=headers).status_code == 403
    assert Submission.objects.count() == 0


def test_a_hidden_origin_keeps_her_words_and_writes_nothing(teller):
    teller.come_to("story")
    response = teller.send("story", headers={"Origin": "null"}, **ANSWERS["story"])
    assert step_of(response) == "story"
    assert ANSWERS["story"]["body"] in page(response)
    assert response.context["hidden_origin"]
    assert teller.draft.telling.body == ""


@pytest.mark.parametrize("step", STEPS)
def test_a_code_that_is_not_ours_begins_nothing(client, step):
    code = receipts.new_code()
    for ticket in ("", "a:b", tickets.new_ticket(receipts.new_code())):
        response = client.post(
            TELL, {"code": code, "ticket": ticket, "step": step, "go": "on"}
        )
        assert response.templates[0].name == "stories/tell/whose.html"
    assert Submission.objects.count() == 0


def test_a_lapsed_story_begins_again_only_when_she_says_so(teller):
    teller.come_to("name")
    Submission.objects.all().delete()
    shown = teller.answer("name")
    assert "Nadia" in page(shown)
    assert 'name="again"' in page(shown)
    assert Submission.objects.count() == 0
    assert step_of(teller.answer("name", again="1")) == "places"
    assert teller.draft.telling.name == "Nadia"


def test_what_was_taken_back_does_not_return_by_a_reload(teller):
    teller.come_to("photo")
    actions.withdraw(teller.submission)
    for step in STEPS[1:]:
        teller.answer(step)
    assert Submission.objects.count() == 0


@pytest.mark.parametrize("typed", [{}, {"again": "1"}])
def test_a_story_that_is_being_taken_back_says_so(teller, typed):
    from stories.keys import keyring

    teller.come_to("story")
    leaving = teller.submission
    keyring.destroy(leaving.key_ref)
    response = teller.answer("story", **typed)
    assert response.templates[0].name == "stories/tell/taken_back.html"
    assert Submission.objects.get() == leaving
    assert not Key.objects.exists()


@pytest.mark.parametrize("go", ["on", "back", "stay"])
@pytest.mark.parametrize("step", [step for step in STEPS if ANSWERS[step]])
def test_with_a_lost_key_what_she_typed_stays_in_the_form(teller, step, go):
    teller.come_to(step)
    Key.objects.all().delete()
    sealed = bytes(teller.submission.telling)
    response = teller.answer(step, go, photo_description="A hand")
    assert step_of(response) == step
    assert str(telling.KEY_LOST) in page(response)
    initial = response.context["form"].initial
    for name in response.context["form"].fields.keys() & ANSWERS[step].keys():
        typed = "A hand" if step == "photo" else ANSWERS[step][name]
        assert initial[name] in (typed, typed == "on")
    assert bytes(teller.submission.telling) == sealed
    assert not Consent.objects.exists()
    assert not Key.objects.exists()


@pytest.mark.parametrize("go", ["on", "back", "stay"])
@pytest.mark.parametrize("step", [step for step in STEPS if ANSWERS[step]])
def test_without_the_keys_what_she_typed_stays_in_the_form(
    teller, request, caplog, step, go
):
    teller.come_to(step)
    sealed = bytes(teller.submission.telling)
    request.getfixturevalue("no_keys")
    response = teller.answer(step, go)
    assert response.status_code == 503
    assert step_of(response) == step
    assert str(telling.NOT_KEPT) in page(response)
    initial = response.context["form"].initial
    for name in response.context["form"].fields.keys() & ANSWERS[step].keys():
        assert initial[name] in (ANSWERS[step][name], ANSWERS[step][name] == "on")
    # Sent again, it goes on where it was, not as a new story.
    assert 'name="again"' not in page(response)
    assert bytes(teller.submission.telling) == sealed
    assert "A story cannot be kept: OperationalError." in caplog.messages


@pytest.mark.parametrize(
    ("age_band", "ticked"), [("adult", "photo"), ("under_18", "guardian")]
)
def test_without_the_keys_every_tick_stays(teller, request, age_band, ticked):
    for step in STEPS[: STEPS.index("consents")]:
        typed = {"age_band": age_band} if step == "age" else {}
        if step != "photo":
            teller.answer(step, **typed)
        elif age_band == "adult":
            teller.answer(step, photo=upload(jpeg()))
    request.getfixturevalue("no_keys")
    response = teller.answer("consents", **{ticked: "on"})
    initial = response.context["form"].initial
    asked = response.context["form"].fields
    assert {name for name in asked if initial.get(name)} == {"text", "press", ticked}


def test_without_the_keys_it_stays_agreed_that_a_new_story_begins(teller, request):
    teller.come_to("story")
    actions.withdraw(teller.submission)
    request.getfixturevalue("no_keys")
    response = teller.answer("story", again="1")
    assert response.status_code == 503
    assert 'name="again" value="1"' in page(response)


def test_without_the_keys_a_step_with_nothing_typed_fails_as_any_page(teller, no_keys):
    teller.client.raise_request_exception = False
    response = teller.send("before", "on")
    assert response.status_code == 500
    assert not Submission.objects.exists()


def test_a_lost_key_is_said_in_her_language(client):
    ConceptFactory(kind="story_theme", slug="work")
    teller = Teller(client, "ar")
    teller.come_to("story")
    Key.objects.all().delete()
    response = teller.answer("story")
    with override("ar"):
        assert str(telling.KEY_LOST) in page(response)
    assert ANSWERS["story"]["body"] in page(response)


def test_over_a_lost_key_a_new_story_begins_when_she_says_so(teller):
    teller.come_to("story")
    lost = teller.submission
    Key.objects.all().delete()
    hidden = teller.answer("story", again="1", headers={"Origin": "null"})
    assert ANSWERS["story"]["body"] in page(hidden)
    assert teller.submission == lost
    assert step_of(teller.answer("story", again="1")) == "name"
    assert teller.draft.telling.body == ANSWERS["story"]["body"]
    assert Submission.objects.get() != lost
    assert step_of(teller.answer("story", again="1")) == "name", "a reload keeps it"


@pytest.mark.parametrize(("step", "go"), [("check", "on"), ("", "resume")])
def test_a_lost_key_is_said_where_nothing_was_typed(teller, step, go):
    teller.come_to("check")
    Key.objects.all().delete()
    response = teller.send(step, go)
    assert "the key to it was lost" in page(response)
    assert 'value="take_back"' in page(response)
    assert teller.code in page(response)


def test_with_a_lost_key_words_typed_after_sending_are_shown_back(client):
    code = receipts.new_code()
    make_waiting(code=code)
    Key.objects.all().delete()
    data = {"code": code, "step": "story", "go": "on", **ANSWERS["story"], "again": 1}
    for go in ("on", "stay"):
        shown = page(client.post(TELL, {**data, "go": go}))
        assert "the key to it was lost" in shown
        assert f"<p>{ANSWERS['story']['body']}</p>" in shown
        # The language switch sends them on.
        assert 'name="step" value="story"' in shown
        assert 'form="step" name="body"' in shown
    assert Submission.objects.get().state == State.WAITING


@pytest.mark.parametrize("step", STEPS[:-1])
def test_a_sent_story_is_not_changed_here(client, step):
    code = receipts.new_code()
    submission = make_waiting(code=code)
    sealed = bytes(Submission.objects.get().telling)
    data = {"code": code, "step": step, "go": "on", **ANSWERS[step]}
    response = client.post(TELL, data)
    assert response.templates[0].name == "stories/tell/state.html"
    submission.refresh_from_db()
    assert bytes(submission.telling) == sealed


def test_words_typed_after_the_story_was_sent_are_shown_back(client):
    code = receipts.new_code()
    make_waiting(code=code)
    data = {"code": code, "step": "story", "go": "on", **ANSWERS["story"]}
    page = client.post(TELL, data).content.decode()
    for name in ("title", "body"):
        words = ANSWERS["story"][name]
        assert f"<p>{words}</p>" in page
        # The language switch sends them on.
        assert (
            f'<input type="hidden" form="step" name="{name}" value="{words}">' in page
        )


@pytest.mark.parametrize("go", ["resume", "on", "nonsense", ""])
def test_a_code_without_step_leads_to_where_she_stopped(client, go):
    code = receipts.new_code()
    actions.save_step(actions.start_submission(code), age_band="adult")
    response = client.post(TELL, {"code": code, "go": go})
    assert step_of(response) == "story"


def test_resume_leads_to_the_last_page_when_all_is_said(client):
    code = receipts.new_code()
    give(make_draft(code=code))
    response = client.post(TELL, {"code": code, "go": "resume"})
    assert step_of(response) == "check"


def at(monkeypatch, ago):
    """Let time pass since the ticket was made."""
    now = timezone.now().timestamp()
    monkeypatch.setattr("time.time", lambda: now + ago.total_seconds())


@pytest.mark.parametrize(
    ("seconds", "trap", "slow"), [(0, "", True), (20, "", False), (20, "x", True)]
)
def test_what_looks_like_a_program_waits_longer(
    teller, monkeypatch, seconds, trap, slow
):
    at(monkeypatch, timedelta(seconds=seconds))
    teller.answer("before", website=trap)
    assert teller.submission.slow is slow


def test_a_flood_goes_into_the_slow_lane(teller, monkeypatch):
    monkeypatch.setattr(telling, "QUICK_A_DAY", 1)
    make_draft()
    at(monkeypatch, timedelta(seconds=20))
    teller.answer("before")
    assert teller.submission.slow


def test_a_flood_of_programs_takes_no_place_of_a_tellers(teller, monkeypatch):
    monkeypatch.setattr(telling, "QUICK_A_DAY", 3)
    for _one in range(3):
        actions.start_submission(receipts.new_code(), slow=True)
    at(monkeypatch, timedelta(seconds=20))
    teller.answer("before")
    assert not teller.submission.slow


def test_a_ticket_is_for_its_own_code():
    code = receipts.new_code()
    ticket = tickets.new_ticket(code)
    assert code not in ticket
    assert tickets.age_of(ticket, code) is not None
    assert tickets.age_of(ticket, receipts.new_code()) is None
    assert tickets.age_of(ticket[:-1], code) is None


def test_telling_says_where_it_is_open(client, monkeypatch):
    from dataclasses import replace

    closed = replace(BY_CODE["sk"], telling=False)
    monkeypatch.setitem(BY_CODE, "sk", closed)
    for response in (client.get("/sk/stories/tell/"), client.post("/sk/stories/tell/")):
        assert response.templates[0].name == "stories/tell/closed.html"
        assert 'href="/uk/stories/tell/"' in page(response)


def test_photo_is_stored_without_its_name(teller, private_files):
    teller.come_to("photo")
    teller.answer("photo", photo=upload(a_photo().getvalue()))
    assert len(private_files()) == 1
    assert "MARKED" not in private_files()[0]
