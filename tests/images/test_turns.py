from __future__ import annotations

import threading
import time
from contextlib import ExitStack
from io import BytesIO

from images.cleaning import clean_picture
from images.turns import AT_ONCE, decoding
from tests.hostile.picture_samples import planted_jpeg


def test_no_more_are_decoded_at_a_time_than_there_are_turns():
    inside, most, lock = 0, 0, threading.Lock()

    def decode():
        nonlocal inside, most
        with decoding():
            with lock:
                inside += 1
                most = max(most, inside)
            time.sleep(0.01)
            with lock:
                inside -= 1

    threads = [threading.Thread(target=decode) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == AT_ONCE
    assert inside == 0


def test_a_turn_is_given_back_after_an_error():
    for _ in range(AT_ONCE + 1):
        try:
            with decoding():
                raise ValueError
        except ValueError:
            pass
    with decoding():
        pass


def test_a_picture_is_cleaned_when_its_turn_comes():
    cleaning = threading.Thread(target=clean_picture, args=[BytesIO(planted_jpeg())])
    with ExitStack() as taken:
        for _ in range(AT_ONCE):
            taken.enter_context(decoding())
        cleaning.start()
        cleaning.join(0.2)
        assert cleaning.is_alive()
    cleaning.join(20)
    assert not cleaning.is_alive()
