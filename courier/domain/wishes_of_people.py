"""Plain words by which somebody wants a report written down, a person, or news of a case."""

from __future__ import annotations

import re

from courier.domain.dialogue_words import is_question
from courier.domain.dialogues import Quick
from courier.domain.understanding.spoken import plain

SHORTEST_STORY, FEWEST_WORDS = 6, 4  # Chinese letters, English words: less tells nobody anything
_REPORT = r"(?:投诉|举报|检举|告状|反映|反应|报案|报告(?!单|书|上)|complain|report)"
_WANTS_REPORT = re.compile(
    r"(?:要|想|得|来|帮我|给我|替我)(?:去|来)?(?:投诉|举报|检举|告状)|"
    r"(?:^|[,，。;；!！ ])(?:我|俺|咱|额)(?:们)?(?:就|也|现在)?(?:要|想|得|来)"
    rf"(?:[跟向]你们?)?{_REPORT}|"
    r"^report[.!]?$|^(?:回[复覆])?[“\"'「]?(?:举报|投诉)(?!电话|热线|奖|的|有|渠道|方式|中心|平台)|"
    rf"\b(?:want|like|need) to {_REPORT}"
)
_LEAD = re.compile(
    rf"^(?:你好|您好|喂)?[,，。!！ ]*(?:我|俺|咱)?(?:要|想|得|来|帮我)?(?:去|来)?{_REPORT}"
    r"(?:一下|个事|一件事|一个人|下)?[:：,，。!！ ]*|"
    r"^(?:i|we)(?:'d)? (?:want|like|need) to (?:report|complain)(?: (?:about )?an? \w+)?[,.:! ]*",
    re.IGNORECASE,
)
_NOW = re.compile(r"现在|正在|这会儿?|这阵|眼下|刚才|刚刚|就在|right now|at (?:my|the|our) door")
_AT_THE_DOOR = re.compile(
    r"(?:门口|上门|敲门|家里|屋里|院子|村口|村里|有人|来了).{0,14}"
    r"(?:收(?!据|到|入).{0,8}(?:钱|费)|要(?:我|俺|咱).{0,3}(?:给|交|掏|拿).{0,6}(?:钱|块|元)|要.{0,4}(?:钱|身份证|银行卡|验证码|密码)|(?:让|叫|催|逼).{0,4}(?:交钱|扫码|转账))|"
    r"(?:让|叫|逼|催)(?:我|俺|咱).{0,8}(?:转账|交钱|打钱|汇款|给钱|验证码)|"
    r"(?:wants?|asks?|collect\w*).{0,20}money"
)
_FROM_MINE = re.compile(
    r"(?:门口.{0,20}|来了(?:一|两|几)?[个位]?.{0,10})(?:跟|向|找|问|管|和|叫|让|要)(?:我|俺|咱).{0,6}"
    r"(?:收|要|交|给|掏|付).{0,6}(?:钱|费)"
)
_NOT_NOW = re.compile(r"去年|前年|以前|上次|上回|昨天|前几天|多少|怎么|咋")
_ASKS_PROOF = re.compile(
    r"(?:怎么|咋|怎样|如何).{0,4}(?:确定|确认|查|看|知道|分|辨|验|核)|真的?还?是?假"
)
_OF_OURS = re.compile(r"(?:快递员|你们).{0,8}(?:什么时候|啥时候|几点|收多少|带什么)")
_LOST = re.compile(
    r"(?:给|转|打|汇|交)(?:给)?(?:了)?(?:那个)?(?:骗子).{0,8}(?:钱|块|元|[0-9]|了)|"
    r"(?:被|让|叫|遭).{0,4}骗(?:走|去|了).{0,8}(?:钱|块|元|[0-9]|了)|"
    r"(?:验证码|密码|银行卡号?).{0,6}(?:告诉|给|发给|说给)(?:了)?(?:别人|他|她|人家|对方|骗子)|"
    r"(?:paid|gave|sent).{0,20}(?:scammer|swindler|fraudster)"
)
_HIM = "(?:他|她|那人|那个人|那男的|那女的|对方|人家|来的人)(?:们|俩)?"
_GAVE = re.compile(
    rf"(?:给|交|转|打|汇)(?:给)?(?:了)?{_HIM}(?:了|.{{0,4}}[0-9一二两三四五六七八九十百千万])|"
    rf"{_HIM}(?:已经|都|就)?(?:把钱)?(?:收|拿|骗|要)(?:走|去)?了|"
    rf"钱.{{0,4}}(?:给|交|转|打)(?:给)?(?:了)?{_HIM}|(?:转|打|汇|给|交)(?:过去|出去|走)了|"
    r"\b(?:gave|paid|sent|transferred)\b.{0,20}(?:him|her|them|money|yuan)"
)
_ONLY_ASKS = re.compile(
    "[要该]不[要该]|能不能|能退|退不退|能报|到账|可以给|给不给|是不是该|should i"
)
_THREAT = re.compile(
    r"(?:不(?:交|给|配合|缴|转).{0,4}(?:就|要|会|得)|要|会|说).{0,4}"
    r"(?:停|取消|冻结|封|注销|断)(?:掉|了)?.{0,4}(?:低保|养老|社保|医保|卡|账户|补贴|待遇|户口|手机号?)|"
    r"(?:要|会|就|来)(?:抓|告|拘留|起诉|罚)(?:我|俺|你|人|钱|款)"
)
_CASE = re.compile(
    r"(?:我|俺|咱)(?:们)?.{0,6}(?:投诉|举报|反映|报的?案|报的|案子|那件事).{0,10}"
    r"(?:咋样|怎么样|怎样|咋|处理|进度|进展|结果|到哪|办得?|回音|回信|回复|查得?|有没有|消息|下文)|"
    r"^(?:上次|之前|那个|前几天|昨天)?(?:的)?(?:投诉|举报|反映|报案|报)(?:过|上去)?(?:的|了)?(?:那个|那件|这个)?"
    r"(?:事情?|案子?|情况)?(?:现在)?(?:办得?|处理得?|查得?|弄得?)?"
    r"(?:咋样|怎么样|怎样|有结果|有消息|有回音|有下文|到哪一?步|办完|处理完|查清)[了没吗呢啊呀有]*[?？]*$|"
    r"\bmy (?:complaint|report|case)\b"
)
_PERSON = re.compile(
    r"人工|真人|活人|客服|工作人员|(?:找|转|换|跟|和|让|叫|要)(?:个|一个|你们的?)?(?:人|领导|负责人|管事的?)"
    r"(?:说|聊|讲|来|谈|问|接|$|吧|[,，。!！])|\b(?:human|real person|a person|agent|operator)\b"
)
_CALLS_PERSON = re.compile(
    r"^(?:你好|您好|喂|请)?[,，。 ]*(?:我|俺|咱)?(?:就|只)?"
    r"(?:要|想|想要|得|需要|给我|帮我|请|麻烦)*"
    r"(?:找|转接?|接|叫|换|跟|和|喊|联系)?(?:到|给|个|一个|一下|你们的?|你们)?"
    r"(?:人工(?:服务|客服|坐席)?|真人|活人|客服|工作人员|(?<=[找转叫换跟和喊个])人)"
    r"(?:服务|客服|说话?|说说?|聊聊?|讲讲?|来接|来|谈谈?|问问?|接|吧|呀|啊|呢)*[。.!！]*$|"
    r"^(?:human|agent|operator|(?:i want |i need |talk to |speak to )+(?:a |an )?"
    r"(?:real )?(?:human|person|agent|operator))[.!]*$"
)
_NO_PERSON = re.compile(r"不(?:要|用|找|需要|想要?|是要)(?:转|找)?(?:人工|客服|真人)")
_ENOUGH = re.compile(
    r"^(?:结束(?:对话|聊天|了)?|不聊了|聊完了|说完了|不等了|不用等了|没事了|再见|拜拜|end|bye)"
    r"(?:吧|了|啦|啊)?[。.!！]?$"
)
_FRAUD = re.compile(r"骗|诈|冒充|假冒|假的|fraud|scam|swindl|fake|cheat")
_UNSAID = re.compile(
    r"^(?:我)?(?:不留|不说|不写|不填|匿名|不想[说留写]|不方便|不愿意?|不给|不敢|保密|没有|无|不用|说不清|说不上来?|"
    r"不知道|不清楚|记不[清得]|忘了?|不记得|anonymous|no name|skip|"
    r"i (?:don'?t|do not) (?:know|remember))"
    r"(?:楚|了|吧|留|说|名字?|姓名|电话|的|告诉你?们?|写)*[。.!！]?$"
)
_TOOK = re.compile(
    r"(?:收|要|拿|骗|扣|给|交|转)(?:走|去)?了.{0,8}(?:钱|块|元|毛|百|千|万)|多收|乱收|不给收据|没给收据"
)


def wants_to_report(text: str) -> bool:
    """Whether somebody wants to report here and now, rather than asks how it is done."""
    return bool(_WANTS_REPORT.search(plain(text))) and not is_question(text)


def story_in(text: str) -> str:
    """What a message tells beside the wish to report; empty when it tells next to nothing."""
    story = _LEAD.sub("", " ".join(text.split())).strip()
    letters = sum(map(str.isalnum, story))
    if story.isascii() and len(story.split()) < FEWEST_WORDS:
        return ""
    return story if letters >= SHORTEST_STORY else ""


def tells_what_happened(text: str) -> bool:
    """Whether a message, unasked, tells of money that somebody took."""
    return bool(_TOOK.search(plain(text))) and bool(story_in(text)) and not is_question(text)


def speaks_of_fraud(text: str) -> bool:
    """Whether somebody is said to be a swindler."""
    return bool(_FRAUD.search(plain(text)))


def is_happening_now(text: str) -> bool:
    """Whether somebody stands at the door this moment and wants money or numbers.

    Who asks how to tell a real courier is told that instead.
    """
    said = plain(text)
    if _OF_OURS.search(said) or _ASKS_PROOF.search(said):
        return False
    if _FROM_MINE.search(said) and not _NOT_NOW.search(said):
        return True
    return bool(_NOW.search(said) and _AT_THE_DOOR.search(said))


def has_lost_money(text: str) -> bool:
    """Whether money or a code has gone to a swindler: the police and the bank come first."""
    return bool(_LOST.search(plain(text)))


def gave_it_away(text: str) -> bool:
    """Whether money went to the one who is spoken of: after a word of fraud, it is lost."""
    said = plain(text)
    return bool(_GAVE.search(said)) and not _ONLY_ASKS.search(said)


def is_threatened(text: str) -> bool:
    """«不交就停我低保»: what swindlers say to make people pay."""
    return bool(_THREAT.search(plain(text)))


def wants_case_news(text: str) -> bool:
    """«我的投诉咋样了»."""
    return bool(_CASE.search(plain(text)))


def wants_person(text: str) -> bool:
    """Whether a person is asked for in so many words."""
    said = plain(text)
    return text == Quick.PERSON or bool(_PERSON.search(said) and not _NO_PERSON.search(said))


def calls_person(text: str) -> bool:
    """«人工», «我要找人工», and nothing else: whatever was asked, a person is wanted now."""
    return text == Quick.PERSON or bool(_CALLS_PERSON.match(plain(text)))


def leaves_unsaid(text: str) -> bool:
    """«不留名», «记不清了»: the question stays without an answer, and that is fine."""
    return text == Quick.UNSAID or bool(_UNSAID.match(plain(text)))


def wants_talk_ended(text: str) -> bool:
    """«结束», alone."""
    return text == Quick.END_TALK or bool(_ENOUGH.match(plain(text)))
