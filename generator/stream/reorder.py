"""Results that come in any order, handed on in theirs."""

from threading import Condition


class Reorder[T]:
    """Between makers that finish in any order and one taker who wants an order. Thread-safe.

    ``order`` gives the key that follows another; keys before the next wanted one are dropped as doubles.
    """

    def __init__(self, first: int, step: int = 1) -> None:
        self._next, self._step = first, step
        self._kept: dict[int, T | None] = {}
        self._news = Condition()
        self._error: BaseException | None = None
        self._over = False

    @property
    def next(self) -> int:
        """The key that the taker waits for."""
        return self._next

    def put(self, key: int, item: T | None) -> None:
        """``item`` None: there will be none for this key."""
        with self._news:
            if key >= self._next:
                self._kept[key] = item
                self._news.notify_all()

    def fail(self, error: BaseException) -> None:
        """Tell the taker, once what came before is taken."""
        with self._news:
            self._error = error
            self._news.notify_all()

    def close(self) -> None:
        """Nothing more will come."""
        with self._news:
            self._over = True
            self._news.notify_all()

    def take(self, timeout_s: float | None = None) -> T | None:
        """The next item in order, waiting for it; None when nothing more will come, or after ``timeout_s``.

        Raises:
            whatever was given to :meth:`fail`.
        """
        with self._news:
            while True:
                while self._next in self._kept:
                    item = self._kept.pop(self._next)
                    self._next += self._step
                    self._news.notify_all()
                    if item is not None:
                        return item
                if self._error is not None:
                    raise self._error
                if self._over or not self._news.wait(timeout_s):
                    return None

    @property
    def over(self) -> bool:
        """Whether everything has been taken and nothing will come."""
        with self._news:
            return self._over and self._next not in self._kept

    def waiting(self) -> int:
        """How many items could be taken at once."""
        with self._news:
            count = 0
            while self._next + count * self._step in self._kept:
                count += 1
            return count
