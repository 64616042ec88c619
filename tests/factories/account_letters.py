"""Messages as WeChat would post them, and what the adapter makes of them."""

from __future__ import annotations

import pytest

from courier.domain.errors import BadInput

WHO = "oTester_of_the_account-00001"


def posted(account, xml: str, **stamp: str) -> tuple[dict[str, str], bytes]:
    now = str(int(account.post._clock.now().timestamp()))
    return account.post.envelope.post(xml, stamp.get("timestamp", now), stamp.get("nonce", "n1"))


def read(account, xml: str, **stamp: str):
    return account.ours.read(*posted(account, xml, **stamp))


def refused(account, query, body) -> str:
    with pytest.raises(BadInput) as error:
        account.ours.read(query, body)
    return error.value.code
