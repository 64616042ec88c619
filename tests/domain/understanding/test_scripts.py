import pytest
from hypothesis import given
from hypothesis import strategies as st

from courier.domain.understanding.scripts import Script, script_of

WRITTEN = {
    "医保多少钱": Script.HAN,
    "請問醫保": Script.HAN,
    "国家医保服务平台app怎么登录": Script.HAN,
    "how much is the premium": Script.LATIN,
    "yibao zenme jiao": Script.LATIN,
    "医療保険はいくらですか": Script.JAPANESE,
    "優惠の店": Script.HAN,
    "의료보험 얼마예요": Script.KOREAN,
    "сколько стоит страховка": Script.CYRILLIC,
    "داۋالىنىش سۇغۇرتىسى قانچە پۇل": Script.ARABIC,
    "སྨན་བཅོས་འགན་བཅོལ": Script.TIBETAN,
    "ᠡᠮᠨᠡᠯᠭᠡ ᠶᠢᠨ ᠳᠠᠭᠠᠲᠬᠠᠯ": Script.MONGOLIAN,
    "ꆈꌠꁱꂷ": Script.YI,
    "ประกันสุขภาพ": Script.THAI,
    "स्वास्थ्य बीमा": Script.DEVANAGARI,
    "ქართული": Script.OTHER,
    "😀👍": Script.NONE,
    "123 ?!": Script.NONE,
    "": Script.NONE,
}


@pytest.mark.parametrize(("text", "script"), WRITTEN.items())
def test_the_script_of_a_message_is_told(text, script):
    assert script_of(text) is script


@given(st.text(max_size=80))
def test_every_text_has_a_script(text):
    assert script_of(text) in Script
