"""Submissions on their way, made by the same verbs as in the running site."""

from __future__ import annotations

from io import BytesIO

from django.contrib.auth.models import Permission

from PIL import Image

from stories import actions, receipts
from stories.models import GivenBy, Scope, Story, Submission
from tests.factories import ConceptFactory, UserFactory

BOTH = ["default", "keys"]
EVERYTHING = tuple(Scope)

TOLD = {
    "age_band": "adult",
    "language": "ar",
    "title": "الخبز قبل الفجر",
    "body": "في الرابعة صباحا يكون الشارع لنا.\n\nنخبز ولا يسأل أحد من أين جئنا.",
    "name_style": "alias",
    "name": "Nadia",
    "origin": "SY",
    "residence": "DE",
}


def make_moderator():
    user = UserFactory()
    permission = Permission.objects.get(codename="moderate_submission")
    user.user_permissions.add(permission)
    return user


def a_photo(colour: str = "red") -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (320, 200), colour).save(file, "JPEG", comment=b"MARKED-COMMENT")
    file.name = "IMG_MARKED.jpg"
    return file


def make_draft(*, photo: bool = False, code: str = "", **told: object) -> Submission:
    """Return a draft that lacks nothing; `told` changes what is said in it."""
    submission = actions.start_submission(code or receipts.new_code())
    themes = told.get("themes", ("work",))
    for slug in themes:
        ConceptFactory(kind="story_theme", slug=slug)
    actions.save_step(submission, **{**TOLD, "themes": themes, **told})
    if photo:
        actions.attach_photo(submission, a_photo())
    give(submission)
    submission.refresh_from_db()
    return submission


def give(submission, scopes=EVERYTHING, given_by=GivenBy.TELLER):
    actions.give_consents(
        submission, scopes, wording="2026-11", language="ar", given_by=given_by
    )


def make_waiting(**told: object) -> Submission:
    submission = make_draft(**told)
    actions.submit(submission)
    submission.refresh_from_db()
    return submission


def make_approved(moderator=None, **told: object) -> Submission:
    submission = make_waiting(**told)
    actions.edit_public_version(submission, moderator or make_moderator())
    actions.approve(submission, 1)
    submission.refresh_from_db()
    return submission


def make_published(**told: object) -> Story:
    moderator = make_moderator()
    story = actions.publish_story(make_approved(moderator, **told), moderator)
    assert story
    return story
