"""Numbers of half the length where a machine is faster with them; weights and sums stay whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import torch

PRECISIONS = ("auto", "fp32", "bf16", "fp16")
FAST_FLAGS = {"avx512_bf16", "amx_bf16", "bf16"}  # as Linux names them on x86 and ARM


def chosen(name: str, device: str) -> str:
    """What "auto" is on this machine: bf16 where the processor or GPU computes with it, fp16 on old GPUs."""
    if name != "auto":
        return name
    if device == "cuda":
        return "bf16" if torch.cuda.is_bf16_supported(including_emulation=False) else "fp16"
    return "bf16" if _processor_flags() & FAST_FLAGS else "fp32"


def _processor_flags() -> set[str]:
    try:
        for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
            if line.lower().startswith(("flags", "features")):
                return set(line.split())
    except OSError:
        pass
    return set()


@contextmanager
def autocast(precision: str, device: str) -> Iterator[None]:
    """The network's computation inside is in this precision."""
    kind = {"bf16": torch.bfloat16, "fp16": torch.float16}.get(precision)
    with torch.autocast(device, dtype=kind, enabled=kind is not None):
        yield
