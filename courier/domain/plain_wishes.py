"""Wishes that a few plain words tell by themselves, for when the assistant is away or unsure.

Few and narrow on purpose: what matters at the door (fraud, a visit, a person) and the first
questions of somebody who writes English.
"""

from __future__ import annotations

import re

from courier.domain.topics import Topic
from courier.domain.understanding.spoken import plain

_HAN = re.compile(r"[\u3400-\u9fff]")
_CHINESE = (
    (Topic.FRAUD_SAFETY, r"骗|诈|冒充|假冒"),
    (Topic.COURIER_VERIFY, r"快递员.{0,6}(?:真的|真假|假的)|真的快递员"),
    (Topic.COURIER_TRACK, r"快递员.{0,4}(?:到哪|来了没|啥时候到|什么时候到|还没来)|取消上门"),
    (
        Topic.COURIER_REQUEST,
        r"(?:请|约|叫|派|让|喊|帮).{0,6}(?:快递员|人).{0,4}(?:来|去|上门|到)|约上门|(?:请|约|叫|喊)[个位名]?快递员",
    ),
    (Topic.HUMAN_HANDOFF, r"人工|找个人说|真人"),
    (Topic.COMPLAINT, r"投诉"),
    (Topic.CHRONIC_DISEASE, r"高血压|糖尿病|透析|慢性病|慢病"),
    (Topic.INTERRUPTION_WAITING, r"断(?:交|缴|保|了.{0,3}年)|等待期"),
)
_ENGLISH = (
    (Topic.COURIER_TRACK, r"where is my|my visit|track"),
    (Topic.FRAUD_SAFETY, r"\bscam|fraud|cheat|fake"),
    (
        Topic.COURIER_VERIFY,
        r"\b(?:real|genuine)\b.*(?:courier|visitor|card)|(?:courier|visitor|card|s?he)\b.*\breal\b",
    ),
    (Topic.COURIER_REQUEST, r"courier|come to (?:my|our)|\bvisit\b"),
    (Topic.PAY_AMOUNT, r"how much.*(?:pay|cost)|(?:pay|cost).*how much|premium|what does it cost"),
    (Topic.REIMBURSE_RATE, r"reimburs|paid back|hospital"),
    (Topic.PAY_DEADLINE, r"deadline|until when|when.*pay|pay.*when"),
    (Topic.PAY_CHANNEL, r"how.*pay|where.*pay"),
    (Topic.REFUND, r"refund|money back"),
    (Topic.RECEIPT_PROOF, r"receipt|proof"),
    (Topic.NEWBORN, r"newborn|baby"),
    (Topic.HUMAN_HANDOFF, r"\b(?:human|person|agent|operator)\b"),
    (Topic.GREETING, r"^(?:hi|hello|hey|good (?:morning|evening|afternoon))\b"),
    (Topic.THANKS, r"thank"),
)
_WORDS = {
    True: [(topic, re.compile(words)) for topic, words in _CHINESE],
    False: [(topic, re.compile(words)) for topic, words in _ENGLISH],
}


URGENT = frozenset(
    {
        Topic.FRAUD_SAFETY,
        Topic.COURIER_VERIFY,
        Topic.COURIER_TRACK,
        Topic.COURIER_REQUEST,
        Topic.HUMAN_HANDOFF,
        Topic.COMPLAINT,
    }
)
"""What matters at the door: here a few plain words weigh more than an unsure ear."""


def is_without_han(text: str) -> bool:
    """Whether no Chinese character is in it; the assistant was taught in Chinese."""
    return not _HAN.search(text)


def wish_in(text: str) -> Topic | None:
    """The topic that plain words tell, None if none does."""
    said = plain(text)
    for topic, words in _WORDS[not is_without_han(said)]:
        if words.search(said):
            return topic
    return None
