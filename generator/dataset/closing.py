"""Writers as context managers."""

from types import TracebackType
from typing import Self

from generator.dataset.errors import DatasetError


class Closing:
    """Leaving the block closes the writer; what goes wrong then does not hide an earlier error."""

    def close(self) -> None:
        raise NotImplementedError

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.close()
        except DatasetError:
            if error is None:  # else the first error says more than the second
                raise
