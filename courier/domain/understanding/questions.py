"""Several questions in one message, each to be answered.

Cautious on purpose: a story that leads to one question stays in one piece, and so does
what only leans on the sentence before («对吗？», «要带什么？»).
"""

from __future__ import annotations

import re

MOST_QUESTIONS = 3
_SENTENCE = re.compile(r"[^?？!！。；;\n]+[?？!！。；;\n]*")
_CLAUSE = re.compile(r"[^,，、]+[,，、]?")
_LONGEST_CLAUSE = 13  # longer ones tell a story, which belongs to the question after it
_NUMBERED = re.compile(
    r"(?:^|[\s,，。;；?？])(?:[1-5][.、．)）]|[(（][1-5一二三四五][)）]|[①②③④⑤]|"
    r"第[一二三四五][,，、:：]?|[一二三四五][、.．])"
)
_ASKS = re.compile(
    r"[?？]|吗|么(?![几些样])|嘛|不[?？,，。]?$|没[?？,，。]?$|多少|几(?:多|块|百|钱|号|月|点|时|成|天|个)|好多(?=钱|岁|哦|嘛|啊|[?？]|$)|"
    r"怎么|怎样|咋|如何|什么|啥|哪|谁|为何|能不能|可不可以|要不要|是不是|有没有|用不用|呢|多久|多大"
)
_ABOUT = re.compile(
    "医保|医疗|农合|社保|参保|投保|登记|[交缴付扣]|[^汇]报(?:销|得|多|几|不|吗)|报销|退[费钱款]|[补断]|费用|多少钱|"
    "到账|截止|截至|什么时候开始|生效|住院|门诊|看病|药|手术|生孩子|生娃|慢病|慢性病|大病|救助|低保|残疾|补贴|资助|优惠|"
    "异地|备案|转院|转诊|定点|医院|卡|密码|余额|共济|凭证|发票|收据|票据|证明|查询|查|新生儿|学生|快递员|上门|"
    "投诉|举报|骗|人工|等待期|注销|继承|天气|养老"
)
_OTHER_PERSON = re.compile(
    r"^(?:那|那么)?.{0,2}(?:我|俺|咱)?(?:爸|妈|爹|娘|爷爷|奶奶|老婆|老公|媳妇|娃|孩子|儿子|女儿|自己|明年|去年).{0,3}呢"
)
_TAG = re.compile(
    r"^(?:对|是|行|可以|好|中|真的)?(?:吗|不|么|嘛|吧|是吧|对吧|不行吗|行不行|为什么|为啥)?"
    r"[?？!！。 ]*$"
)
_LEAD = re.compile(
    r"^[\s,，。;；、]*(?:还有(?:就是)?|另外|再(?:问|就是)[一下个]*|顺便(?:问[一下]*)?|以及|然后)"
    r"[,，:： ]*"
)
_FEWEST_LETTERS = 2


def questions_in(text: str) -> tuple[str, ...]:
    """The questions of a message in their order, at least one and at most MOST_QUESTIONS.

    What tells a story goes with the question that follows it, what trails behind with the
    one before. One question, or none, is the whole text as it was.
    """
    pieces = _numbered(text) or [part for one in _SENTENCE.findall(text) for part in _clauses(one)]
    questions = _gathered(pieces)
    if not 1 < len(questions) <= MOST_QUESTIONS:
        return (text,)
    return tuple(_LEAD.sub("", question).strip() for question in questions)


def _numbered(text: str) -> list[str]:
    """The items of «1、… 2、…», with what stands before the first as a piece of its own."""
    starts = [match.start() for match in _NUMBERED.finditer(text)]
    if len(starts) < 2:  # noqa: PLR2004 - one number alone is no list
        return []
    ends = [*starts[1:], len(text)]
    items = [_NUMBERED.sub("", text[a:b], count=1) for a, b in zip(starts, ends, strict=True)]
    return [piece for piece in (text[: starts[0]], *items) if piece.strip()]


def _clauses(sentence: str) -> list[str]:
    """A sentence at its commas, if every clause is short and asks for itself; else whole."""
    clauses: list[str] = _CLAUSE.findall(sentence)
    short = all(len(clause) <= _LONGEST_CLAUSE for clause in clauses)
    return clauses if short and all(map(_is_question, clauses)) else [sentence]


def _gathered(pieces: list[str]) -> list[str]:
    """Questions with the story before each; what follows the last goes with the last."""
    questions: list[str] = []
    story = ""
    for piece in pieces:
        if _is_question(piece):
            questions.append(story + piece)
            story = ""
        elif questions and _TAG.match(piece.strip()):
            questions[-1] += piece
        else:
            story += piece
    if questions:
        questions[-1] += story
    return questions


def _is_question(piece: str) -> bool:
    said = piece.strip()
    if sum(map(str.isalnum, said)) < _FEWEST_LETTERS:
        return False
    return bool(_OTHER_PERSON.search(said) or (_ASKS.search(said) and _ABOUT.search(said)))
