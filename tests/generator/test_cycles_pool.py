"""The pool that keeps meshes, materials and images between frames."""

from hypothesis import given
from hypothesis import strategies as st

from generator.render.cycles.pool import Pool
from generator.render.cycles.spares import Spares


def test_a_value_is_made_once_while_it_stays() -> None:
    made: list[str] = []
    pool: Pool[str, str] = Pool(10, lambda _: None)
    for _ in range(3):
        pool.next_frame()
        pool.get("a", lambda: made.append("a") or "A", cost=1)
        pool.trim()
    assert made == ["a"]


def test_the_least_recently_used_goes_first() -> None:
    gone: list[str] = []
    pool: Pool[str, str] = Pool(2, gone.extend)
    for key in ("a", "b", "a", "c"):
        pool.next_frame()
        pool.get(key, lambda key=key: key, cost=1)
        pool.trim()
    assert gone == ["b"]


def test_nothing_that_the_frame_uses_is_dropped() -> None:
    gone: list[str] = []
    pool: Pool[str, str] = Pool(1, gone.extend)
    pool.next_frame()
    for key in "abc":
        pool.get(key, lambda key=key: key, cost=1)
    pool.trim()
    assert gone == []
    assert pool.cost == 3


def test_what_others_still_refer_to_stays() -> None:
    pool: Pool[str, str] = Pool(0, lambda _: None, is_free=lambda value: value != "held")
    pool.get("held", lambda: "held", cost=1)
    pool.get("free", lambda: "free", cost=1)
    pool.next_frame()
    pool.trim()
    assert len(pool) == 1
    assert pool.cost == 1


@given(st.lists(st.lists(st.integers(0, 12), max_size=6), max_size=20), st.integers(0, 8))
def test_cost_is_bounded_by_the_limit_or_by_the_frame(frames: list[list[int]], limit: int) -> None:
    alive: set[int] = set()
    pool: Pool[int, int] = Pool(limit, lambda values: alive.difference_update(values))

    def make(key: int) -> int:
        alive.add(key)
        return key

    for keys in frames:
        pool.next_frame()
        for key in keys:
            pool.get(key, lambda key=key: make(key), cost=1)
        pool.trim()
        assert set(keys) <= alive
        assert pool.cost == len(alive) == len(pool)
        assert len(alive) <= max(limit, len(set(keys)))


def test_spares_are_taken_by_kind_and_the_longest_useless_are_removed() -> None:
    gone: list[str] = []
    spares: Spares[str, str] = Spares(4, gone.extend)
    spares.put([("tin", "a"), ("box", "b"), ("box", "c"), ("box", "f")])
    assert spares.take("jar") is None
    assert spares.take("tin") == "a"
    assert spares.take("tin") is None
    spares.put([("tin", "d"), ("tin", "e")])
    assert gone == ["b", "c"]  # a quarter less than there may be
    assert len(spares) == 3
    spares.clear()
    assert sorted(gone) == ["b", "c", "d", "e", "f"]
