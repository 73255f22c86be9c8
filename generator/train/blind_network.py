"""The second judge of scripts/blind_test.py: a small network, trained on crops (needs torch)."""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

BATCH = 32


def network() -> nn.Module:
    """Five strided 3 x 3 layers, 16 to 64 channels, averaged over the crop: 90 thousand weights."""
    layers: list[nn.Module] = []
    for before, after in ((3, 16), (16, 32), (32, 48), (48, 64), (64, 64)):
        layers += [nn.Conv2d(before, after, 3, 2, 1, bias=False), nn.BatchNorm2d(after), nn.ReLU()]
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.3), nn.Linear(64, 1))


def _tensor(crops: NDArray[np.uint8]) -> torch.Tensor:
    return torch.from_numpy(crops).permute(0, 3, 1, 2).float() / 127.5 - 1


def fit_and_score(
    crops: NDArray[np.uint8], truth: NDArray[np.float64], test: NDArray[np.uint8], epochs: int, seed: int
) -> NDArray[np.float64]:
    """Probabilities that ``test`` (n, 256, 256, 3) shows frames, after training on ``crops`` for ``epochs``.

    Crops are mirrored and their brightness is varied a little, so that 36 photos are not learnt by heart.
    """
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    rng, model = np.random.default_rng(seed), network()
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=1e-2)
    steps = epochs * (len(crops) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 4e-3, total_steps=steps)
    ours = int((truth > 0.5).sum())
    weight = torch.tensor([(len(truth) - ours) / max(ours, 1)])
    loss_of = nn.BCEWithLogitsLoss(pos_weight=weight)
    for _ in range(epochs):
        order = rng.permutation(len(crops))
        for start in range(0, len(order) - BATCH + 1, BATCH):
            picked = order[start : start + BATCH]
            x = _tensor(crops[picked]) * float(rng.uniform(0.9, 1.1))
            x = x.flip(3) if rng.random() < 0.5 else x
            loss = loss_of(model(x)[:, 0], torch.from_numpy(truth[picked]).float())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return _scored(model, test)


def _scored(model: nn.Module, test: NDArray[np.uint8]) -> NDArray[np.float64]:
    model.eval()
    with torch.no_grad():
        parts = [torch.sigmoid(model(_tensor(test[i : i + BATCH]))[:, 0]) for i in range(0, len(test), BATCH)]
    return np.asarray(torch.cat(parts), np.float64)
