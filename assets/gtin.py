"""GTIN-13 numbers (GS1 General Specifications, sections 1.4 and 7.9)."""


def check_digit(digits: str) -> int:
    """The digit that completes ``digits`` (7 to 17 of them): weights 3, 1, 3, ... from the right."""
    total = sum(int(d) * (3 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits)))
    return -total % 10


def is_valid_gtin13(gtin: str) -> bool:
    """True for 13 digits that end in the right check digit."""
    return len(gtin) == 13 and gtin.isascii() and gtin.isdigit() and check_digit(gtin[:12]) == int(gtin[12])


def internal_gtin13(number: int) -> str:
    """A GTIN-13 from the range 200-299, which GS1 leaves to use within a region or a shop.

    Distinct numbers below 10**11 give distinct GTINs, and none of them belongs to an article on sale.
    (020-029 is left as well, but readers take the leading zero for a UPC-A and drop it.)
    """
    if not 0 <= number < 10**11:
        raise ValueError(f"an internal GTIN holds eleven digits of number; got {number}")
    body = f"2{number:011d}"
    return body + str(check_digit(body))
