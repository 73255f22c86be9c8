"""The command ``gondola``. Loads next to nothing until a command needs it."""

import sys
from collections.abc import Sequence

__all__ = ["main", "run"]


def main() -> None:
    """Entry point of the console script."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Run one command line and return its exit code: 0 done, 1 the machine failed, 2 the input is wrong."""
    from generator.cli.failures import exit_code, message

    debug = "--debug" in arguments
    try:
        from generator.cli.app import app

        app([a for a in arguments if a != "--debug"], prog_name="gondola")
    except SystemExit as done:
        return done.code if isinstance(done.code, int) else int(done.code is not None)
    except BaseException as error:
        if debug:
            raise
        print(message(error), file=sys.stderr)
        return exit_code(error)
    return 0
