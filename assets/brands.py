"""Invented brand names in the sounds, and for some the letters, of a language.

Latin names are made around consonant groups that few words have, so that a dictionary word or a known
trademark is unlikely to come out of common syllables by chance; what still equals or begins with the name of
a well-known brand is thrown away (see ``assets/brands_taken.py``).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from assets.brands_taken import is_taken

# fmt: off


@dataclass(frozen=True)
class Sounds:
    """Syllables: a start, a vowel, a rare middle, and an end.

    ``local`` is the share of names made of them; the others are in Latin letters.
    """

    starts: tuple[str, ...]
    vowels: tuple[str, ...]
    middles: tuple[str, ...]
    ends: tuple[str, ...]
    local: float = 1.0


def _sounds(starts: str, vowels: str, middles: str, ends: str, local: float = 1.0) -> Sounds:
    return Sounds(
        tuple(starts.split()), tuple(vowels.split()), tuple(middles.split()), tuple(ends.split()), local
    )


SOUNDS: Mapping[str, Sounds] = {
    "en": _sounds("b br d dr f fl g gl gr h j k kl l m n p pl qu r s sk sn st t tr v w y z",
                  "a e o i u a e o ai ei",
                  "lv vr zm nv lm lz rv dl zn ndv lk rz thm bv nzr skv mpf wn gz kv ltr jv lqu rj",
                  "a o i ex on el ine ia us ola ika eno is anta io ey ett ovo um ari al en or in ax "
                  "dale wick ley ford"),
    "de": _sounds("b br d f g gr h k kl kn l m n r s sch schw st t tr w z", "a e o u ei au ie ö ü",
                  "lmer nder lzen rwin mber lden nker rsten ftel lbert rnum",
                  "au ow ing hof tal bach a er stedt"),
    "fr": _sounds("b bl br c ch cl d f fl g j l m n p pl r s t tr v", "a e o i ou ai eu é oi",
                  "lvr ndl rzin ssev rgn lmi vri bnel rvan zil ntev mbri",
                  "ette ine elle on ois ène ac ard eau ie"),
    "es": _sounds("b br c d f fl g gr j l ll m n p pr r s t tr v", "a e o i u ie ue",
                  "lvar ndiv rzel mbri lmar ñav zgu rvil ntoz lqui", "a o al ero ina illa ón ora"),
    "it": _sounds("b br c d f fr g gr l m n p pr r s sc t tr v z", "a e o i u ia",
                  "lvez rzan ndri mbov zzil rgol nvel ttum lmer gnov", "a o i ina ella oni etto ano essa"),
    "pl": _sounds("b br cz d dr g gr j k kr l m n p r s st sz t w z ż", "a e o u i ą ę y",
                  "lzn rwin dzist mbrz szwa nkow rlic zwel dław rżan", "a ka owa ek in ica ów ia ko"),
    "cs": _sounds("b br č d dr h hr j k kl l m n p r s š t v z ž", "a e o u i á í ou",
                  "lvin rzel dníš mbrov zvol nčed rkva lšan tvin", "a ka ek ín ice ov ina ko ák"),
    "tr": _sounds("b c ç d f g h k l m n p r s ş t v y z", "a e ı i o ö u ü",
                  "lvaz rzün ndeş mbol zgül rvin lmar ntuz yvad", "a an el er i ım in oğlu em ay"),
    "el": _sounds("Β Γ Δ Ζ Θ Κ Λ Μ Ν Π Ρ Σ Τ Φ Χ", "α ε ι ο ου αι η ω",
                  "λβιν ρζελ νδρομ μβαρ ξιλ ρθεν λμυρ σφαν ντριβ", "α ος ης ινη ια ον ακι έλα", 0.55),
    "ru": _sounds("Б В Г Д Ж З К Л М Н П Р С Т Ф Х Ч", "а е и о у я ю",
                  "лвин рзел ндов мбрав згор рмян льден нцев взор рнил", "а ка ово ица ль ин ник ье ия",
                  0.75),
    "uk": _sounds("Б В Г Д Ж З К Л М Н П Р С Т Х Ч", "а е и і о у я",
                  "лвин рзел ндівк мбрав згорн рмян льдин нцев взір рнил", "а ка ове иця ко ин ик я ія",
                  0.75),
    "ja": _sounds("ア カ サ タ ナ ハ マ ラ ミ ル ノ ヴァ フェ リ", "ル リ ラ ー ン メ ノ",
                  "ヴェ ゾ ヌ ギル ペザ ミュ ドゥ ザン", "ナ リア ーノ ット ーラ ン ール ミ", 0.7),
    "zh": _sounds("岚 澜 翎 珞 蔓 砚 陌 苒 沅 霁 棠 穗", "禾 谷 泉 田 麦 果 源 溪",
                  "悠 盈 芊 沐 煦 朗 澄", "坊 园 里 家 庄 匠", 0.85),
    "ko": _sounds("보 나 도 라 미 소 아 하 자 초 푸 해", "람 늘 별 솔 울 빛 결 온",
                  "마 가 누 루 비 채", "든 원 담 솜 찬 들 미", 0.75),
    "ar": _sounds("ب د ف ك ل م ن ر س ش ت ه ز", "ا ي و", "لفي رزا ندا مبو زمي رجا لما نتو",
                  "نا را ية ين ال ون تا", 0.8),
}
_CASELESS = frozenset({"ja", "zh", "ko", "ar"})
_MOST = 11  # letters; longer ones make small logotypes
_VOWELS = frozenset("aeiouyáéíóúàèąęöüıαειουηωаеиоуяыіюї")


def brand_name(rng: np.random.Generator, language: str = "en") -> str:
    """A coinage: 4 to 11 letters, first letter capital, or 2 to 7 characters of a script without capitals.

    Raises KeyError for a language that has no sounds.
    """
    sounds = SOUNDS[language]
    if rng.random() >= sounds.local:
        sounds, language = SOUNDS["en"], "en"
    while True:
        name = _coined(sounds, rng)
        if language not in _CASELESS:
            name = name.capitalize()
        if len(name) <= _MOST and not is_taken(name):
            return name


def _coined(sounds: Sounds, rng: np.random.Generator) -> str:
    def pick(options: tuple[str, ...]) -> str:
        return options[int(rng.integers(len(options)))]

    start, vowel, middle, end = (
        pick(part) for part in (sounds.starts, sounds.vowels, sounds.middles, sounds.ends)
    )
    if len(start) == len(vowel) == len(middle) == 1:  # a script of syllables or words: three will do
        return start + (vowel if rng.random() < 0.5 else middle) + end
    stem = start + vowel + middle
    if stem[-1] in _VOWELS and end[0] in _VOWELS:
        stem = stem[:-1]
    return stem + end
