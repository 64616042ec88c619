"""Calls of the Official Account: words that go out, pictures that come in."""

from __future__ import annotations

import threading

import pytest

from courier.adapters.wechat_account_api import MAX_PICTURE_BYTES
from courier.domain.errors import BadInput, OutsideFailed, Refused
from tests.factories.account_letters import WHO


class TestCalls:
    """What we ask of WeChat."""

    @pytest.fixture
    def account(self, sealed):
        sealed.post.world.note(WHO, sealed.post.world.follower(WHO) and _line())
        return sealed

    def test_many_threads_fetch_the_token_once(self, account):
        threads = [threading.Thread(target=account.ours.push_menu, args=({},)) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert account.world.calls.count("token") == 1
        assert account.world.calls.count("menu") == 8

    def test_a_token_is_fetched_anew_before_it_ends(self, account, clock):
        account.ours.push_menu({})
        clock.forward(minutes=100)
        account.ours.push_menu({})
        assert account.world.calls.count("token") == 1
        clock.forward(minutes=20)
        account.ours.push_menu({})
        assert account.world.calls.count("token") == 2

    @pytest.mark.parametrize("code", [40001, 40014, 42001])
    def test_a_refused_token_is_replaced_and_the_message_sent(self, account, code):
        account.ours.push_menu({})
        account.world.token = "another process forced a new one"
        account.ours.send(WHO, "您好")
        assert account.heard(WHO) == ["您好"]
        account.world.faults["send"].append(code)
        account.ours.send(WHO, "再说一次")
        assert account.heard(WHO) == ["您好", "再说一次"]

    def test_a_token_that_is_always_refused_ends_in_an_error(self, account):
        account.world.faults["send"].extend([40001, 40001])
        with pytest.raises(Refused, match="account_refused"):
            account.ours.send(WHO, "您好")

    def test_wrong_keys_end_in_an_error(self, account):
        account.world.faults["token"].append(40125)
        with pytest.raises(Refused) as error:
            account.ours.send(WHO, "您好")
        assert error.value.facts["reason"] == "40125"

    @pytest.mark.parametrize("code", [45015, 45047])
    def test_a_closed_window_is_told_as_such(self, account, code):
        account.world.faults["send"].append(code)
        with pytest.raises(Refused, match="account_window_closed"):
            account.ours.send(WHO, "您好")

    @pytest.mark.parametrize("fault", ["drop", -1, 45009])
    @pytest.mark.parametrize("call", ["send", "token"])
    def test_what_may_go_well_later_is_told_as_such(self, account, call, fault):
        account.world.faults[call].append(fault)
        with pytest.raises(OutsideFailed, match="account_unreachable"):
            account.ours.send(WHO, "您好")

    def test_no_error_tells_the_token_or_the_address(self, account):
        account.ours.push_menu({})
        account.world.faults["send"].append("drop")
        with pytest.raises(OutsideFailed) as error:
            account.ours.send(WHO, "您好")
        told = repr(error.value) + str(error.value.facts) + repr(error.value.__cause__)
        assert account.world.token not in told

    def test_a_picture_is_fetched(self, account):
        data = b"\xff\xd8" + bytes(range(256)) * 100
        assert account.ours.fetch_picture(account.world.keep_picture(data, "image/jpeg")) == data

    def test_a_picture_is_fetched_with_a_new_token(self, account):
        picture = account.world.keep_picture(b"\xff\xd8", "image/jpeg")
        account.world.faults["media"].append(40001)
        assert account.ours.fetch_picture(picture) == b"\xff\xd8"

    def test_a_picture_that_is_gone_is_told(self, account):
        with pytest.raises(Refused) as error:
            account.ours.fetch_picture("gone")
        assert error.value.facts["reason"] == "40007"

    def test_a_huge_picture_is_not_read_to_its_end(self, account):
        picture = account.world.keep_picture(bytes(MAX_PICTURE_BYTES + 1), "image/jpeg")
        with pytest.raises(BadInput, match="picture_too_many_bytes"):
            account.ours.fetch_picture(picture)

    def test_a_picture_whose_server_fails_may_come_later(self, account):
        account.world.faults["media"].append("drop")
        with pytest.raises(OutsideFailed):
            account.ours.fetch_picture(account.world.keep_picture(b"x", "image/jpeg"))


def _line():
    from courier.sandbox.wechat_account.world import Line

    return Line("me", "您好")
