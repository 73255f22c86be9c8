"""A moving average of a network's weights, which is what is kept: steadier than the weights themselves."""

import copy

import torch
from torch import nn


class Average:
    """Exponential moving average with a warm-up: at first it follows closely."""

    def __init__(self, module: nn.Module, decay: float = 0.998) -> None:
        self.module = copy.deepcopy(module).eval()
        self._decay = decay
        self.steps = 0
        for parameter in self.module.parameters():
            parameter.requires_grad_(False)

    @torch.no_grad()
    def follow(self, module: nn.Module) -> None:
        """Take in the newest weights."""
        self.steps += 1
        decay = min(self._decay, self.steps / (self.steps + 10))
        own = self.module.state_dict()
        for name, value in module.state_dict().items():
            if value.dtype.is_floating_point:
                own[name].mul_(decay).add_(value.detach(), alpha=1 - decay)
            else:
                own[name].copy_(value)
