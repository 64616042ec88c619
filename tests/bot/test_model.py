"""The trained model, in its own environment."""

import subprocess

import pytest

from courier.cli.assistant import BOT, BOT_PYTHON, rank, read_questions
from courier.domain.understanding.measuring import score

DEV = BOT.parent.parent / "shared" / "qa" / "questions_dev.jsonl"
LEAST_TOP_1, LEAST_TOP_3 = 0.80, 0.92


def test_the_training_data_is_valid(bot_python):
    command = [str(bot_python), "-W", "ignore", "-m", "rasa", "data", "validate"]
    done = subprocess.run(  # noqa: S603 - our own program
        [*command, "--fail-on-warnings", "--domain", "domain", "--data", "data"],
        cwd=BOT,
        env={"RASA_TELEMETRY_ENABLED": "false", "PATH": "", "HOME": str(BOT / ".rasa")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]


def test_training_again_with_the_same_data_does_nothing(trained):
    again = subprocess.run(  # noqa: S603 - our own program
        [str(BOT_PYTHON), str(BOT / "train.py")], capture_output=True, text=True, check=True
    )
    assert again.stdout.startswith("current ")


@pytest.mark.skipif(not DEV.exists(), reason="the questions for measuring are not here")
def test_the_assistant_hears_genuine_questions(trained, capsys):
    questions = read_questions(DEV)
    result = score(questions, rank([question.text for question in questions]))
    with capsys.disabled():
        print(f"\ntop-1 {result.top_1:.1%}, top-3 {result.top_3:.1%} of {result.asked}")  # noqa: T201
        for topic, (right, asked) in result.by_topic.items():
            print(f"  {topic:24}{right:3}/{asked}")  # noqa: T201
    assert result.top_1 >= LEAST_TOP_1, result.confusions
    assert result.top_3 >= LEAST_TOP_3, result.confusions
