"""What somebody agreed to can be read again: each wording has a version of its own."""

from __future__ import annotations

from hashlib import sha256

from stories.forms.consents import GUARDIAN, MEANINGS, WORDING

DIGESTS = {
    "2026-11-25": "44061e2e1d2216fb6961ca82ac13db6acf093a151ba65b8f333cb7db72c12ae7",
}
"""Version → the texts of that version, hashed. A new text is a new version: add it."""


def test_another_text_is_another_version():
    texts = [*MEANINGS.items(), ("guardian", GUARDIAN)]
    told = "\n".join(f"{scope} {label} {meaning}" for scope, (label, meaning) in texts)
    assert DIGESTS[WORDING] == sha256(told.encode()).hexdigest()
