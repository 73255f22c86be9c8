"""Invented brand names, made of syllables around consonant groups that few words have."""

import numpy as np

_ONSETS = "b br d dr f fl g gl gr h j k kl l m n p pl qu r s sk sn st t tr v w y z".split()  # noqa: SIM905
_VOWELS = "a e o i u a e o ai ei".split()  # noqa: SIM905
_MIDDLES = "lv vr zm nv lm lz rv dl zn ndv lk rz thm bv nzr skv mpf wn gz kv ltr jv lqu rj".split()  # noqa: SIM905
_ENDINGS = "a o i ex on el ine ia us ola ika eno is anta io ey ett ovo um ari".split()  # noqa: SIM905
_WORD_ENDS = "al en or in ax".split()  # noqa: SIM905


def brand_name(rng: np.random.Generator) -> str:
    """A coinage of two or three syllables, 4 to 10 letters, first letter capital.

    Every name carries one of the rare middle groups, so a dictionary word or a known trademark is
    unlikely to come out of common syllables by chance.
    """

    def pick(options: list[str]) -> str:
        return options[int(rng.integers(len(options)))]

    name = pick(_ONSETS) + pick(_VOWELS) + pick(_MIDDLES)
    if rng.random() < 0.22:
        name += pick(["a", "e", "o", "i"]) + pick(["l", "n", "r", "m"])
    name += pick(_ENDINGS) if rng.random() < 0.8 else pick(_WORD_ENDS)
    return name[:10].capitalize()
