"""Names that brand_name must not give: those of well-known brands, kept as digests.

Digests rather than the names, since the project carries no trademarks. They are few and famous; that is
enough, as coined names are built to be far from words (see ``assets/brands.py``).
"""

import base64
import hashlib
import unicodedata
from functools import cache

_BYTES = 5
_LEAST = 5  # a shorter name may be the beginning of a coinage by chance


def is_taken(name: str) -> bool:
    """True for a name that is, or begins with, that of a well-known brand, whatever its case and accents."""
    plain = "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if c.isalnum())
    return any(_digest(plain[:n]) in _taken() for n in {len(plain), *range(_LEAST, len(plain))})


def _digest(plain: str) -> bytes:
    return hashlib.blake2b(plain.encode(), digest_size=_BYTES).digest()


@cache
def _taken() -> frozenset[bytes]:
    data = base64.b64decode("".join(_DIGESTS))
    return frozenset(data[i : i + _BYTES] for i in range(0, len(data), _BYTES))


_DIGESTS = (
    "AQG1v84Cfc7NOQKS2YqzA76hPIYEG3JkJQRY+QL+BHqS8PsEhhbQVgSNNdm2BN3ayCIFcyjtxAW1YRkrBm+c40cGc8VKbgZ7IDmN"
    "BzimO9cHp87QeQfmzZvkCAOg5J0IO5qBiQjY2QiHCiWb9M8KNfP6JAsPAAH7CxZGrRMLh2MK+Qu/GWtODEkdehcMldL2Iwz4AIaI"
    "DXLEbEQNtiWWHw4jMDHdDqE6AqkOuAV+7A7HpSV5EmQsF8sTRRjkQxN0KwtMFRIstQ8VE/XFwxUXhlxrFVth+XIWuTOBcBa5Xghi"
    "FsFCuakW7WzkMBfTk22zGDsZS8UYxXEn+BklsP+jGcuvoA0aRD3tiRpt2Fx/GoI1HY0a4cXy9xsS3hPYGyNDdAYbxCRtLxv0noLY"
    "HAVm3RocIZXg6xxL5Do2HMoYyJgdBAQMzx3JjDY8HpQuIycewi6Wwh7SL0ugHtYbWYcfrpMEYB+3KS2HH9sVti0gElrHpiA6WwrJ"
    "IV4bmTIi3C35zCLcXDqMI12T6OMlHMjQvCU/Y7I7JZQse44lsHMPYyXDqkqAJh4tDoMmInqFDCZAHTkQJtlz6aAnoL6XaifbGXUw"
    "J/UIdKgoBACaqigXxJnlKCEIcfwoJgqJdShNRNs7KO6dv44p1O9CPCokBADvK/Np/kQsDxbgcywjbayCLCeZjlIsT20Qfiy2B9nH"
    "LNRq1pktH+zyei1gdRlrLXzFPAAujswTsS6P6uddLsWALDkvX+2zWS+Ovcg6MGZsptswcmODxjDJ78TYMNh2SpExCoQESjFGVxRj"
    "Mc0x0rgyroKt3zQ5k8yFNDsd7sM0Xr2lQjVE1SvXNb9RZoY23DSdcjb6/4XiNx3ASQ03ONWklzep/NaBOFyY8UU4iXxC4TiSWSWD"
    "OQvRwLk5ILHvXzl9MzhROgMRHfM6CMkUbTokXbyIPA6/Q+E8I17I+TxrainzPtIqB1I+8Jv4gT94EltKP46TCQc/mxptcT+hbBkk"
    "P/r/5DVAPTdJMUDRFjjqQSaiQ75BQaoflUG5ULZ3QsX7vtBDtOErWEQAEccoRGnPkL5E5KF1PEUIppRERSA1MjpGDHiTdkYh0hgT"
    "R3hOa+BINnyEKkj0+emWSRL7JJZJHMI+aUl+h96EScw/yRBJ1A/bEEoB+Rx0Sipl0dFKTrtxm0pd/sPTSwBMkudLcLpnU0uGIs+8"
    "S44c56xM+xL8Gk0aj48vTYQAuIVNja0MTk2Z1bnoThYEONFOmtfINU7T1PNOTtPhse5PElJj1U+4pJ2ZUBjcRQNQVuNPuVDaWfKw"
    "URsTuyBRjVP0GlHZubnVUnYg47BSgD+4mVKjzNsHU3YJ+XZUjaqbyFTPy+BEVNL99NxWW3lSfFcMXaTBV7Y4O7pY80aBnlkJj2zT"
    "WWA3udhZ0VBs3Fng2IJzWfMZcF1bL9fJK1vot+pWXGtLCiRcn3wDy10kddxsXSUppgVeOpsh7F6isE/9XsSN5+9fWu1QgWAgma5R"
    "YGZNZmlgad2t4mEAMsS7YQBjRXJhW8t53GFykYD2Yf2DOeNiAuaJH2K7vgCHYzYkp2VjVIet5WNVjh+8Y2ODgRFjZ9IJW2PaZdR8"
    "Y+CIEZ9kSPhhZGReBDnFZF8ykEdkzbZg1GV7TKFRZbQVGC9mPWEJ5GZ0OKDhZpMDTldnuQmyvGjdIzQaaR9NCmVpt3IW8WnqKFNe"
    "agwb7uRqwBhxomsTYfyZa2g0yCRr4CvHiWxembhnbXJDDpRuZFgb2G7OH3/ob00+zCRvvaBPnnADQJDkcA9JvS5wtrk7ynD9sHAI"
    "cZoTXQ9zRgWz/nPZ7RShdAu7wRh0rn+Y03S1HvKNdOpHfAp1RbW14nXWqcABddn18Hl2EWDc0XY3zJHVdrRsji9270mHYnb6gqF2"
    "dwdbVAp3eyAS6HeeFa0Vd7hldgl4JqH90Xg3+iR7eFKhQLl4mRWUQ3i93DvaeNRd0Ot4+SRMjXkS3d6geV7S3zZ65eDK+XurAjuK"
    "e7rnnNJ8QW653nxtK0XTfLn/Mpx97+m/7n48iEhCfm4CKOV+78CXwn8FgQO2f2o+drCACloyqoBTzBL/gMSEB86BFNC+a4FY+f8B"
    "gXVzcVeBn03LVoLV0eQOgvxES/ODOs1WKITEh1olhXhjevOFiAnVmIWNZgLRhtNNGtqHTbCEk4dRV6uth+27vk+H7d4dVIgiXPk7"
    "iLI9bVmJlTCF3om9030VijyM5cyKYKU5tYp6BE3OitFdBkSLNeHvuos+alfojGjkuo+M6CZCVY1wV1FUjY/7of2OFOM49o4mSjHz"
    "j6cWr3aP/iL5U5CGn0lakM1pQv2Q+XaZfpGbVc8+kmkPGumTP4kKVJNK8UQBk1vEtKCT4GRV9pPv/0oYk/hQN76W6xGLIZfL+wgH"
    "l94ErneYtjsgbpjg/7UjmVqACkGZrfZa3ZpB3jrOmuGqJbubAB5l35tUcK6wm3GyL4ibfYrv2Ju1vu+2m7+rAf2b15ALRZxKCmcz"
    "nGUI9iec6RCU155jxT9anneAklKeuN0bf57FimXkn3nWDnygMzXsC6GFXCgLocOvUlKiKNN8p6KGq9vwouMiIMii8LdEGqMI0m+b"
    "o1bc4sSjcDgX/qOYcrvTo9uWHOej6OMMvKRB3sx4pEOLJsSkmBlyA6V55cKXpa/rVe2ltdctSKXvslobpqdaGBCm6hZVDaePxsQW"
    "p/8I8jCoFo32NqgcsGHIqHhF/D6o1CDAB6knggQTqfFuHU2qCLrQ16paZ9GmqmiQn1qquRgphKrqDG4YqvqvKcqrWVUhEKx7AkC9"
    "rMIUAzWuBVumS68L0H0gr2iOfaGveC5OI6+bwua4sAmJtACxU1i5T7IyhOdOskTo/WOyoOGRqbPoLzq1tD/k9oS0bfd+V7UOK+TQ"
    "tQ/y2ii1TzrG1bVR48SStWoPME62BKT+fLYOjyXYto9NMx+2tTFBcLbmbVgCtvVlUIK3YH0kSbg0v8CouDi1FRm4UyRVjrm3NUcr"
    "uiF1kwW6TELwmLp+6KifuuxYCHu7vagp9bwL4RfIvKS5DqG8r61P57yyz7qGvR/ab2295Dph9b5dDg+vv0AYNLrAd21WJMB9pBgc"
    "wNfwAljCXColacKmOU2mwrH3v3HCw0fjtMPYprNaxEbbnybEyB6oKMWDvgHjxYgQXC7FjNYmT8cCgqbqx9mlKO/H45TitMfmT5Lp"
    "yCzTOVTIRQA7ichf7CacyGjHCpXIl47RLskhKaG2ysaUeoLK537RNctni96vy2jaVpHMKR19I8w/0QLEzG0Aue/Mq7cyXc5YTkvD"
    "zn6rJcHOgdBOzc64QXdlz9JWXpPRRMZtYtGrTxKW0fSsV1fSmaptitLFyAXW023AekHTjDiEfdOajWRK1O3snMbU79ma+dUTjcax"
    "1adnXA/V4IZyjtZdJdTF1rEyVlnXpnjPh9e7+60h2EXOaIvYfseW49i+/HGU2PFxfRLZZ9A+BNovT0jl2rN2XBLa19O3Zdvc2Vd2"
    "3GXZDZzcrNfcWN2czLkY3bx2xgDee0VQFd6XiQKz3xgAyoDfRmTBy99YvrB83+amx2HgMYyjJ+Bn2rpq4OQk5qHhBc38ZOIA66f1"
    "4oOeyVzjrcYkguPya+HG5IoPA9jku+sT5OVMPQN85YBTnTTljSUmNeWtYU6V5chYTcfl6ZY5teYF8pU+5ohWsf3mnXY2F+bWtD9O"
    "5/9qHHnojr/VuejW3s8y6PwWy+DpMAm8UelkNhJp6WdSwDPp0D8S6enSc2Hf6dolG5np7jcr3uokTxhe6krAnrvqSsou++p7F4qL"
    "6xgHYwXrP00vI+vJfbPv69xYVWHsDBCKc+xMtzTY7E7PA2jsqxBnoe06YBxr7tGrcqju9hcMBu77uJJf70YVOKHvRyQude9O0CQy"
    "7/hLP2TxKvA11PEyaW2G8TTT45PxPiyYyfGG9uh98dzrZ+TymYDlF/MJYVIf88K81Kv0T6WHEPVXdiRf9bVk6JD15Rxl0/ZiVmUX"
    "9nioS7r3ou5fCvfXq0CU+EnNIfj4pPhED/nP7xrB+d46/KH6S2mctfukN5+m+7TynLb87OzwKv0hun1c/TjqQYX9vXqezP3qUm3/"
    "/fTXV9b+uxfVUf7fwAaS//pfpkQ="
)
