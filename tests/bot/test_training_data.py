"""What can be said of the training data without a model."""

import json
import re
from collections import Counter
from pathlib import Path

import pytest

from courier.adapters.plain_retrieval import read_phrasings
from courier.cli.assistant import BOT
from courier.domain.topics import Topic
from courier.domain.understanding.masking import mask
from courier.domain.understanding.spoken import plain

DEV = BOT.parent.parent / "shared" / "qa" / "questions_dev.jsonl"
HELD_OUT = sorted(Path(__file__).parent.glob("heldout*.jsonl"))
MEASURED_BY = pytest.mark.parametrize(
    "file",
    [
        *HELD_OUT,
        pytest.param(
            DEV,
            marks=pytest.mark.skipif(
                not DEV.exists(), reason="the questions for measuring are not here"
            ),
        ),
    ],
    ids=lambda file: file.stem,
)
FEWEST = 70
TOO_ALIKE = 0.8  # share of pairs of characters that two sentences have in common (Dice)
LONG_ENOUGH = 5  # pairs; shorter sentences are alike by nature
NO_LETTER = re.compile(r"[\W_]")


@pytest.fixture(scope="module")
def phrasings():
    return list(read_phrasings(BOT / "data" / "nlu"))


def bare(text):
    return NO_LETTER.sub("", plain(text))


def test_every_topic_has_phrasings_enough_and_no_other_name_has_any(phrasings):
    counts = Counter(topic for topic, _ in phrasings)
    assert set(counts) == set(Topic)
    assert {topic: n for topic, n in counts.items() if n < FEWEST} == {}


def test_no_phrasing_stands_twice(phrasings):
    counts = Counter(plain(text) for _, text in phrasings)
    assert [text for text, n in counts.items() if n > 1] == []


def test_the_training_data_names_nobody(phrasings):
    numbers = "123456"  # nonsense that people type, kept as such
    assert [text for _, text in phrasings if plain(mask(text)) != text and text != numbers] == []


def test_the_domain_and_the_rules_know_every_topic():
    domain = (BOT / "domain" / "domain.yml").read_text("utf-8")
    rules = (BOT / "data" / "rules" / "rules.yml").read_text("utf-8")
    assert set(re.findall(r"^  - (\w+)$", domain, re.MULTILINE)) == {*Topic, "action_answer"}
    assert set(re.findall(r"- intent: (\w+)", rules)) == {*Topic, "nlu_fallback"}


@MEASURED_BY
def test_no_question_for_measuring_was_learnt(phrasings, file):
    asked = {bare(question) for question in questions(file)}
    assert {text for _, text in phrasings if bare(text) in asked} == set()


@MEASURED_BY
def test_no_phrasing_is_nearly_a_question_for_measuring(phrasings, file):
    asked = [pairs(question) for question in questions(file)]
    long = [question for question in asked if len(question) >= LONG_ENOUGH]
    learnt = {text: pairs(text) for _, text in phrasings}
    near = [
        text
        for text, own in learnt.items()
        if len(own) >= LONG_ENOUGH and any(alike(own, other) >= TOO_ALIKE for other in long)
    ]
    assert near == []


def questions(file):
    return [json.loads(line)["q"] for line in file.read_text("utf-8").splitlines()]


def pairs(text):
    letters = bare(text)
    return {letters[at : at + 2] for at in range(len(letters) - 1)}


def alike(one, other):
    return 2 * len(one & other) / (len(one) + len(other))
