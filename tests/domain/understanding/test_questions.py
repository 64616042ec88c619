import pytest
from hypothesis import given
from hypothesis import strategies as st

from courier.domain.understanding.questions import MOST_QUESTIONS, questions_in

SEVERAL = {
    "今年医保多少钱？什么时候截止？": ("今年医保多少钱？", "什么时候截止？"),
    "医保多少钱，咋交，啥时候截止": ("医保多少钱，", "咋交，", "啥时候截止"),
    "我妈68了吃低保。今年要交多少？能叫快递员上门不？": (
        "我妈68了吃低保。今年要交多少？",
        "能叫快递员上门不？",
    ),
    "我妈交多少？那我爸呢？": ("我妈交多少？", "那我爸呢？"),
    "1、医保卡丢了怎么补 2、医保码怎么领": ("医保卡丢了怎么补", "医保码怎么领"),
    "交了钱怎么查到账没有？另外，收据在哪里开？": ("交了钱怎么查到账没有？", "收据在哪里开？"),
    "高血压的药能报吗\n住院报多少": ("高血压的药能报吗", "住院报多少"),
}


@pytest.mark.parametrize(("text", "questions"), SEVERAL.items())
def test_each_question_of_a_message_is_found(text, questions):
    assert questions_in(text) == questions


@pytest.mark.parametrize(
    "text",
    [
        "俺娘68了吃低保今年交多少",
        "我在深圳打工，我妈在老家住院了，花了三万多，能报销多少",
        "我爸上个月摔断了腿。住了半个月院。村里人说不能报。是真的吗？",
        "医保交了，对吗？",
        "交多少？急！",
        "你好，请问新生儿怎么参保？谢谢！",
        "为什么又涨了？真是的！",
        "医保断缴了怎么办？",
        "2026.1.1能用吗",
        "3个人多少钱",
        "",
        "?",
    ],
)
def test_one_question_or_none_stays_as_it_was(text):
    assert questions_in(text) == (text,)


def test_a_message_of_too_many_questions_stays_whole():
    text = "医保多少钱？怎么交？哪天截止？能报多少？怎么退费？"
    assert questions_in(text) == (text,)


@given(st.text(alphabet="医保交多少钱？吗咋。，1、2. \n呢我妈", max_size=60))
def test_any_message_gives_one_to_three_questions(text):
    assert 1 <= len(questions_in(text)) <= MOST_QUESTIONS
