"""Three languages, complete at all times."""

from __future__ import annotations

import re
import string

import pytest
from opencc import OpenCC

from courier.cli.catalogue_check import compare, sentences
from courier.texts import LOCALES_DIR, Locale

HAN = re.compile(r"[\u3400-\u9fff]")
# Simplified forms that traditional Chinese writes the same way, as opencc does not know.
FINE_IN_BOTH = set("台群裡床峰佔")


@pytest.fixture(scope="module")
def found():
    return compare()


def test_every_key_that_the_code_says_is_in_all_catalogues(found):
    lacking = [f"{locale}: {key}" for locale, key in found.missing]
    assert not lacking, "run `make messages` and translate:\n" + "\n".join(lacking)


def test_no_sentence_is_empty(found):
    assert not found.empty, "translate these"


def test_no_sentence_is_left_that_nobody_says(found):
    assert not found.unused, "remove these, or say them:\n" + "\n".join(found.unused)


def test_all_languages_put_in_the_same_facts():
    source = {key: facts(text) for key, text in sentences(Locale.ZH_HANS)}
    for locale in (Locale.ZH_HANT, Locale.EN):
        for key, text in sentences(locale):
            assert facts(text) == source.get(key), f"{locale} {key}"


def test_no_key_stands_twice_in_a_language():
    for locale in Locale:
        keys = [key for key, _ in sentences(locale)]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        assert not twice, f"{locale}: {twice}"


def test_traditional_chinese_has_no_simplified_character():
    to_traditional = OpenCC("s2t")
    wrong = {}
    for key, text in own_words(Locale.ZH_HANT):
        # Alone and in its phrase: 岳父 keeps its 岳, which stands for 嶽 elsewhere.
        in_phrase = set(HAN.findall(to_traditional.convert(text)))
        simplified = {
            sign
            for sign in HAN.findall(text)
            if to_traditional.convert(sign) != sign and sign not in in_phrase | FINE_IN_BOTH
        }
        if simplified:
            wrong[key] = "".join(sorted(simplified))
    assert not wrong, wrong


def test_simplified_chinese_has_no_traditional_character():
    to_simplified = OpenCC("t2s")
    wrong = {
        key: text for key, text in own_words(Locale.ZH_HANS) if to_simplified.convert(text) != text
    }
    assert not wrong, wrong


def test_english_has_no_chinese_character():
    wrong = {key: text for key, text in own_words(Locale.EN) if HAN.search(text)}
    assert not wrong, wrong


def test_every_file_stands_in_all_languages():
    files = {locale: {p.name for p in (LOCALES_DIR / locale).glob("*.po")} for locale in Locale}
    assert files[Locale.ZH_HANS] == files[Locale.ZH_HANT] == files[Locale.EN]


def own_words(locale: Locale):
    """Without the names of languages, which stand in their own language everywhere."""
    return (pair for pair in sentences(locale) if ".language_" not in pair[0])


def facts(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}
