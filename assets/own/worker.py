"""The process that reads one model: ``python -m assets.own.worker JOB`` with a folder that has ``job.json``.

Leaves ``result.json`` in it, and ``model.glb`` where the model could be read.
"""

import json
import logging
import sys
from dataclasses import asdict
from pathlib import Path

from assets.own.errors import ModelError
from assets.own.isolation import bound_this_process


def main(folder: Path) -> None:
    """Do the job; what is wrong with the model goes into the result, not into the exit code."""
    bound_this_process()
    logging.disable(logging.CRITICAL)  # parsers' asides
    try:
        result = _done(folder, json.loads((folder / "job.json").read_text("utf-8")))
    except ModelError as error:
        result = {"error": str(error)}
    except MemoryError:
        sys.exit("MemoryError")
    (folder / "result.json").write_text(json.dumps(result), "utf-8")


def _done(folder: Path, job: dict[str, object]) -> dict[str, object]:
    from assets.own.normalising import Wishes, normalised
    from assets.own.reading import read_model

    textures = job["textures"]
    model = read_model(Path(str(job["model"])), Path(str(textures)) if textures else None)
    wishes = Wishes(**job["wishes"])  # type: ignore[arg-type]
    done = normalised(model, str(job["name"]), wishes)
    (folder / "model.glb").write_bytes(done.data)
    return {key: value for key, value in asdict(done).items() if key != "data"}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
