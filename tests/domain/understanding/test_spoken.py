from courier.domain.understanding.spoken import LONGEST, plain


def test_traditional_full_width_and_shouting_become_one_plain_form():
    assert plain("　醫保　能報銷多少？ＡＰＰ ") == "医保 能报销多少?app"


def test_a_very_long_message_is_cut():
    assert len(plain("医" * 100_000)) == LONGEST


def test_invisible_characters_go():
    assert plain("医\u200b保\x00") == "医保"
