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
    "iLI9bVmJlTCF3om9030VijyM5cyKYKU5tYp6BE3OiosL/tuK0V0GRIs14e+6iz5qV+iMaOS6j4zoJkJVjXBXUVSNj/uh/Y4U4zj2"
    "jiZKMfOPpxavdo/+IvlTkIafSVqQzWlC/ZD5dpl+kZtVzz6SaQ8a6ZM/iQpUk0rxRAGTW8S0oJPgZFX2k+//ShiT+FA3vpbrEYsh"
    "l8v7CAeX3gSud5i2OyBumOD/tSOZWoAKQZmt9lrdmkHeOs6a4aolu5sAHmXfm1RwrrCbcbIviJt9iu/Ym7W+77abv6sB/ZvXkAtF"
    "nEoKZzOcZQj2J5zpEJTXnmPFP1qed4CSUp643Rt/nsWKZeSfedYOfKAzNewLoYVcKAuhw69SUqIo03ynooar2/Ci4yIgyKLwt0Qa"
    "owjSb5ujVtzixKNwOBf+o5hyu9Oj25Yc56Po4wy8pEHezHikQ4smxKSYGXIDpXnlwpelr+tV7aW11y1Ipe+yWhump1oYEKbqFlUN"
    "p4/GxBan/wjyMKgWjfY2qBywYcioeEX8PqjUIMAHqSeCBBOp8W4dTaoIutDXqlpn0aaqaJCfWqq5GCmEquoMbhiq+q8pyqtZVSEQ"
    "rHsCQL2swhQDNa4FW6ZLrwvQfSCvaI59oa94Lk4jr5vC5riwCYm0ALFTWLlPsjKE506yROj9Y7Kg4ZGps+gvOrW0P+T2hLRt935X"
    "tQ4r5NC1D/LaKLVPOsbVtVHjxJK1ag8wTrYEpP58tg6PJdi2j00zH7a1MUFwtuZtWAK29WVQgrdgfSRJuDS/wKi4OLUVGbhTJFWO"
    "ubc1Ryu6IXWTBbpMQvCYun7oqJ+67FgIe7u9qCn1vAvhF8i8pLkOobyvrU/nvLLPuoa9H9pvbb3kOmH1vl0OD6+/QBg0usB3bVYk"
    "wH2kGBzA1/ACWMJcKiVpwqY5TabCsfe/ccLDR+O0w9ims1rERtufJsTIHqgoxYO+AePFiBBcLsWM1iZPxwKCpurH2aUo78fjlOK0"
    "x+ZPkunILNM5VMhFADuJyF/sJpzIaMcKlciXjtEuySEpobbKxpR6gsrnftE1y2eL3q/LaNpWkcwpHX0jzD/RAsTMbQC578yrtzJd"
    "zlhOS8POfqslwc6B0E7NzrhBd2XP0lZek9FExm1i0atPEpbR9KxXV9KZqm2K0sXIBdbTbcB6QdOMOIR905qNZErU7eycxtTv2Zr5"
    "1RONxrHVp2dcD9XghnKO1l0l1MXWsTJWWdemeM+H17v7rSHYRc5oi9h+x5bj2L78cZTY8XF9Etln0D4E2i9PSOXas3ZcEtrX07dl"
    "29zZV3bcZdkNnNys19xY3ZzMuRjdvHbGAN57RVAV3peJArPfGADKgN9GZMHL31i+sHzf5qbHYeAxjKMn4Gfaumrg5CTmoeEFzfxk"
    "4gDrp/Xig57JXOOtxiSC4/Jr4cbkig8D2OS76xPk5Uw9A3zlgFOdNOWNJSY15a1hTpXlyFhNx+Xpljm15gXylT7miFax/eaddjYX"
    "5ta0P07n/2oceeiOv9W56NbezzLo/BbL4OkwCbxR6WQ2EmnpZ1LAM+nQPxLp6dJzYd/p2iUbmenuNyve6iRPGF7qSsCeu+pKyi77"
    "6nsXiovrGAdjBes/TS8j68l9s+/r3FhVYewMEIpz7Ey3NNjsTs8DaOyrEGeh7TpgHGvu0atyqO72FwwG7vu4kl/vRhU4oe9HJC51"
    "707QJDLv+Es/ZPEq8DXU8TJpbYbxNNPjk/E+LJjJ8Yb26H3x3Otn5PKZgOUX8wlhUh/zwrzUq/RPpYcQ9Vd2JF/1tWTokPXlHGXT"
    "9mJWZRf2eKhLuvei7l8K99erQJT4Sc0h+Pik+EQP+c/vGsH53jr8ofpLaZy1+6Q3n6b7tPKctvzs7PAq/SG6fVz9OOpBhf29ep7M"
    "/epSbf/99NdX1v67F9VR/t/ABpL/+l+mRA=="
)
