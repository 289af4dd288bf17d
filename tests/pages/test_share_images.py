"""Pictures to share: the campaign's question, and nothing of anybody's story."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from pages.share_images import SIZES, ShareImage, _drawn, share_images
from tests.pages.campaigns import make_campaign, translated
from tests.stories.factories import make_story

pytestmark = pytest.mark.django_db


@pytest.fixture
def campaign():
    return make_campaign()


def address(campaign, size="wide", language="en") -> str:
    return f"/{language}/about/share/{campaign.pk}/{size}.png"


@pytest.mark.parametrize(
    ("size", "pixels"),
    [("wide", (1200, 630)), ("square", (1080, 1080)), ("tall", (1080, 1920))],
)
def test_picture_has_its_size_and_the_same_bytes_twice(client, campaign, size, pixels):
    first = client.get(address(campaign, size))
    _drawn.cache_clear()
    again = client.get(address(campaign, size))
    assert first["Content-Type"] == "image/png"
    assert Image.open(BytesIO(first.content)).size == pixels
    assert first.content == again.content


def test_picture_changes_with_the_question_and_the_language(campaign):
    english = ShareImage(campaign, SIZES["wide"]).png()
    campaign.question = "And what else?"
    assert ShareImage(campaign, SIZES["wide"]).png() != english


@pytest.mark.parametrize(
    ("language", "question"),
    [
        ("en", "?"),
        ("de", "Freundschaftsdienstleistungsbereitschaftsfragebogenvorlesungszeiten?"),
        ("el", "Ποια ερώτηση θα θέλατε να σας κάνουν οι άνθρωποι που γνωρίζετε λίγο;"),
        ("ar", "ما السؤال الذي تود أن يطرحه عليك الناس؟"),
        ("en", '#panic("x") \\u{1F600} <b>&amp;</b> $x$ *y* _z_ @w `v` // u'),
        ("en", "W" * 90),
    ],
)
def test_any_question_is_drawn(campaign, language, question):
    page = (
        translated(campaign, language, question=question)
        if language != "en"
        else (campaign)
    )
    page.question = question
    for image in share_images(page):
        assert Image.open(BytesIO(image.png())).format == "PNG"


class TestWhatIsNotThere:
    @pytest.mark.parametrize("size", ["huge", "wide.wide", "%00", "é"])
    def test_unknown_size(self, client, campaign, size):
        assert client.get(address(campaign, size)).status_code == 404

    @pytest.mark.parametrize("pk", [0, 10**30, "9" * 5000, "x"])
    def test_unknown_page(self, client, campaign, pk):
        assert client.get(f"/en/about/share/{pk}/wide.png").status_code == 404

    def test_page_of_another_language(self, client, campaign):
        assert client.get(address(campaign, language="de")).status_code == 404

    def test_page_that_is_no_campaign(self, client, campaign):
        root = campaign.get_parent()
        assert client.get(address(root)).status_code == 404

    def test_unpublished_campaign(self, client, campaign):
        campaign.unpublish()
        assert client.get(address(campaign)).status_code == 404


def test_page_offers_them_and_shows_one_on_other_sites(client, campaign, settings):
    settings.PUBLIC_URL = "https://philoxenia.example"
    content = client.get("/en/about/ask/").content.decode()
    for size in SIZES:
        link = f'href="{address(campaign, size)}" download="ask-en-{size}.png"'
        assert link in content
    card = f"https://philoxenia.example{address(campaign)}"
    assert f'<meta property="og:image" content="{card}">' in content
    assert 'alt="What would you love to be asked?"' in content


def test_card_of_the_page_holds_no_story(client, campaign):
    make_story(title="A title to keep here")
    content = client.get("/en/about/ask/").content.decode()
    head = content.split("</head>")[0]
    assert "A title to keep here" in content
    assert "A title to keep here" not in head


def test_draft_offers_no_pictures(client):
    page = make_campaign(live=False)
    content = page.make_preview_request().content.decode()
    assert "share-heading" not in content
    assert "og:image" not in content
