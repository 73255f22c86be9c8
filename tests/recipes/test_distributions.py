"""Draws lie in the support, follow the distribution that is named, and depend on their stream alone."""

import math
from collections import Counter
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recipes.distributions import Bernoulli, Choice, Distribution, Integers, LogUniform, Normal, Uniform
from recipes.reading import read
from recipes.spec import Spec
from recipes.values import draw, support
from tests.recipes.strategies import specs, values


def stream(seed: int) -> np.random.Generator:
    return np.random.Generator(np.random.Philox(seed))


def kolmogorov(samples: list[float], cdf: list[float]) -> float:
    """The greatest distance between an empirical distribution and ``cdf`` at the sorted samples."""
    n = len(samples)
    return max(max(abs(c - i / n), abs(c - (i + 1) / n)) for i, c in enumerate(cdf))


@given(st.data(), specs, st.integers(0, 2**63 - 1))
@settings(max_examples=300, deadline=None)
def test_draws_lie_in_the_support_and_the_support_in_the_range(
    data: st.DataObject, spec: Spec, seed: int
) -> None:
    value = read(spec, data.draw(values(spec)))
    lo, hi = support(value)
    rng = stream(seed)
    for _ in range(5):
        assert lo <= draw(value, rng) <= hi
    if spec.lo is not None and spec.hi is not None:
        assert spec.lo <= lo <= hi <= spec.hi


@given(st.data(), specs, st.integers(0, 2**63 - 1))
@settings(max_examples=100, deadline=None)
def test_a_draw_depends_on_its_stream_alone(data: st.DataObject, spec: Spec, seed: int) -> None:
    plain = data.draw(values(spec))
    assert draw(read(spec, plain), stream(seed)) == draw(read(spec, plain), stream(seed))


@given(st.data(), specs)
@settings(max_examples=200, deadline=None)
def test_what_a_distribution_writes_reads_back_as_itself(data: st.DataObject, spec: Spec) -> None:
    value = read(spec, data.draw(values(spec)))
    if isinstance(value, Distribution):
        again = read(spec, value.plain())
        assert again.plain() == value.plain()
        assert support(again) == support(value)


@pytest.mark.parametrize(
    "normal",
    [
        Normal(0, 1, -3, 3),
        Normal(2, 0.5, 2.2, 9),
        Normal(0, 1, 3.5, 4.5),
        Normal(0, 1, -4.5, -3.5),
        Normal(1, 9, 0, 2),
    ],
)
def test_the_cut_normal_is_exactly_the_conditioned_normal(normal: Normal) -> None:
    rng = stream(3)
    samples = sorted(normal.draw(rng) for _ in range(20_000))
    bell = NormalDist(normal.mean, normal.std)
    p_lo, p_hi = bell.cdf(normal.lo), bell.cdf(normal.hi)
    assert kolmogorov(samples, [(bell.cdf(x) - p_lo) / (p_hi - p_lo) for x in samples]) < 0.0115  # 1 % level


def test_nothing_piles_up_at_the_ends_of_a_cut_normal() -> None:
    rng = stream(4)
    normal = Normal(0, 1, 0, 1)
    samples = [normal.draw(rng) for _ in range(5_000)]
    assert not any(x in (0, 1) for x in samples)


def test_log_uniform_is_uniform_in_the_logarithm() -> None:
    rng = stream(5)
    samples = sorted(LogUniform(1, 1000).draw(rng) for _ in range(20_000))
    assert kolmogorov(samples, [math.log(x) / math.log(1000) for x in samples]) < 0.0115


def test_uniform_is_uniform() -> None:
    rng = stream(6)
    samples = sorted(Uniform(-1, 3).draw(rng) for _ in range(20_000))
    assert kolmogorov(samples, [(x + 1) / 4 for x in samples]) < 0.0115


def test_integers_reach_both_ends_alike() -> None:
    rng = stream(7)
    counts = Counter(Integers(2, 5).draw(rng) for _ in range(8_000))
    assert sorted(counts) == [2, 3, 4, 5]
    assert all(abs(n - 2_000) < 160 for n in counts.values())


def test_weights_are_shares_and_zero_is_never() -> None:
    rng = stream(8)
    counts = Counter(Choice(("a", "b", "c", "d"), (0.0, 3.0, 1.0, 0.0)).draw(rng) for _ in range(8_000))
    assert set(counts) == {"b", "c"}
    assert abs(counts["b"] - 6_000) < 160


def test_a_mixture_draws_from_its_distributions() -> None:
    mixture = Choice((Uniform(0, 1), Uniform(10, 11)), (1.0, 1.0))
    rng = stream(9)
    low = sum(mixture.draw(rng) <= 1 for _ in range(4_000))
    assert abs(low - 2_000) < 130
    assert mixture.support() == (0, 11)


def test_the_support_leaves_out_what_has_no_weight() -> None:
    assert support(Choice((1, Integers(3, 4), 9), (0.0, 1.0, 0.0))) == (3, 4)


def test_bernoulli_of_0_and_1_are_sure() -> None:
    rng = stream(10)
    assert not any(Bernoulli(0).draw(rng) for _ in range(100))
    assert all(Bernoulli(1).draw(rng) for _ in range(100))
    assert support(Bernoulli(0)) == (False, False)
    assert support(Bernoulli(0.5)) == (False, True)
    assert support(Bernoulli(1)) == (True, True)


def test_moving_a_bound_moves_the_draw_a_little() -> None:
    first, second = Uniform(1, 2).draw(stream(11)), Uniform(1, 2.001).draw(stream(11))
    assert 0 < second - first <= 0.001
