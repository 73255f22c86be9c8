"""GTIN-13 numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assets.gtin import check_digit, internal_gtin13, is_valid_gtin13


def slow_check_digit(digits: str) -> int:
    """The definition, word by word: multiply from the right by 3, 1, 3, ...; top the sum up to a ten."""
    total, weight = 0, 3
    for digit in digits[::-1]:
        total += int(digit) * weight
        weight = 4 - weight
    topped = 0
    while (total + topped) % 10:
        topped += 1
    return topped


def test_check_digit_of_a_number_worked_out_by_hand() -> None:
    # 4*1 + 0*3 + 0*1 + 6*3 + 3*1 + 8*3 + 1*1 + 3*3 + 3*1 + 3*3 + 9*1 + 3*3 = 89, topped up to 90 by 1
    assert check_digit("400638133393") == 1


@given(st.text("0123456789", min_size=7, max_size=17))
def test_check_digit_agrees_with_the_definition(digits: str) -> None:
    assert check_digit(digits) == slow_check_digit(digits)


@given(st.integers(0, 10**11 - 1))
def test_internal_numbers_are_valid_and_stay_in_the_internal_range(number: int) -> None:
    gtin = internal_gtin13(number)
    assert is_valid_gtin13(gtin)
    assert 200 <= int(gtin[:3]) <= 299


@given(st.integers(0, 10**11 - 1), st.integers(0, 12), st.integers(1, 9))
def test_any_single_wrong_digit_is_noticed(number: int, place: int, shift: int) -> None:
    gtin = internal_gtin13(number)
    wrong = gtin[:place] + str((int(gtin[place]) + shift) % 10) + gtin[place + 1 :]
    assert not is_valid_gtin13(wrong)


@pytest.mark.parametrize("number", [-1, 10**11])
def test_numbers_that_do_not_fit_are_refused(number: int) -> None:
    with pytest.raises(ValueError, match="eleven digits"):
        internal_gtin13(number)


@pytest.mark.parametrize("text", ["", "40063813339", "40063813339311", "400638133393a", "４006381333931"])
def test_what_is_not_thirteen_plain_digits_is_not_a_gtin(text: str) -> None:
    assert not is_valid_gtin13(text)
