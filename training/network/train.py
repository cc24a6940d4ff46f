"""Train the `fast` kind of model: a small net over hashed n-grams, taught by the encoder."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from ...models.fast import OUTPUTS, FastModel, Network, pack, unpack
from ...models.features import RecordVectorizer
from ...models.taxonomy import LEAVES
from ..baselines.heads import Extra
from ..config import Experiment, uses_cpu
from ..data.corpus import Labelled
from ..data.perturbations import garbled
from ..data.targets import targets_of
from ..evaluation.calibration import calibrate_logits
from ..trained import Log, Trained, unlogged

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BATCH = 512
_LOGGED = 50  # steps between two points of the loss curve


class _Net(nn.Module):
    def __init__(self, features: int, rank: int, hidden: int, inner: int, config: Experiment) -> None:
        super().__init__()
        self.hidden, self.loss = hidden, config.feature_dropout
        self.table = nn.EmbeddingBag(features, rank, mode="sum")
        nn.init.normal_(self.table.weight, std=0.1)
        self.projection = nn.Linear(rank, hidden + OUTPUTS)
        nn.init.zeros_(self.projection.bias)
        self.inner = nn.Linear(hidden, inner)
        self.outer = nn.Linear(inner, OUTPUTS)
        self.dropout = nn.Dropout(config.dropout)

    def forward(self, index: torch.Tensor, starts: torch.Tensor, values: torch.Tensor) -> torch.Tensor:
        if self.training and self.loss:
            values = values * (torch.rand_like(values) > self.loss) / (1 - self.loss)
        sums = self.projection(self.table(index, starts, per_sample_weights=values))
        hidden = self.dropout(F.relu(sums[:, : self.hidden]))
        logits: torch.Tensor = self.outer(self.dropout(F.relu(self.inner(hidden)))) + sums[:, self.hidden :]
        return logits


def fit_network(
    matrix: Any,
    targets: NDArray[np.float32],
    weights: NDArray[np.float32],
    config: Experiment,
    log: Log = unlogged,
    start: Network | None = None,
) -> Network:
    """Fit on a csr matrix of features and targets (rows, 11; see `targets_of`), a weight a row; go on from `start`, whose
    sizes are kept."""
    torch.manual_seed(config.seed)
    device = torch.device(
        "cpu" if uses_cpu(config.device) else torch.accelerator.current_accelerator() or "cpu"
    )
    sizes = _sizes(start) if start else (config.rank, config.hidden, config.hidden // 2)
    net = _Net(matrix.shape[1], *sizes, config)
    if start is not None:
        _copy(start, net)
    net.to(device)
    optimizer = torch.optim.AdamW(net.parameters(), lr=config.rate, weight_decay=0.0)
    # At least 20: the schedule divides by its rising part, a tenth.
    steps = max(int(config.epochs) * -(-matrix.shape[0] // _BATCH), 20)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, config.rate, total_steps=steps, pct_start=0.1)
    net.train()
    for step, rows in enumerate(_batches(matrix.shape[0], config)):
        part = matrix[rows]
        inputs = (part.indices.astype(np.int64), part.indptr[:-1].astype(np.int64), part.data)
        logits = net(*(torch.from_numpy(a).to(device) for a in inputs))
        loss = _loss(logits, *(torch.from_numpy(a[rows]).to(device) for a in (targets, weights)))
        optimizer.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        schedule.step()
        if step % _LOGGED == 0:
            log(step, {"loss": loss.item(), "learning_rate": float(schedule.get_last_lr()[0])})
    net.cpu()
    # A feature that no text had still has the noise that it began with.
    unseen = np.bincount(matrix.indices, minlength=matrix.shape[1]) == 0
    if start is not None:
        unseen &= ~start.table.any(axis=1)
    table = net.table.weight.detach().numpy()
    table[unseen] = 0
    projection, bias = np.split(_with_bias(net.projection), [-1])
    return Network(unpack(*pack(table)), projection, bias[0], _with_bias(net.inner), _with_bias(net.outer))


def factored(network: Network, matrix: Any, rank: int) -> Network:
    """The network with a table of at most `rank` numbers a feature: the directions in which the sums of the rows of
    `matrix` (csr) differ most, by singular value decomposition; what lies in the others is lost."""
    if network.table.shape[1] <= rank:
        return network
    sums = (matrix @ network.table).astype(np.float64) @ network.projection
    directions = np.linalg.svd(sums, full_matrices=False)[2][:rank].astype(np.float32)
    table = network.table @ (network.projection @ directions.T)
    return replace(network, table=table, projection=directions)


def _sizes(network: Network) -> tuple[int, int, int]:
    """Rank, hidden and inner units."""
    rank, hidden = network.projection.shape
    return rank, hidden - OUTPUTS, network.inner.shape[1]


def _copy(network: Network, net: _Net) -> None:
    with torch.no_grad():
        net.table.weight.copy_(torch.from_numpy(network.table))
        projection = np.vstack([network.projection, network.bias[None]])
        layers = ((net.projection, projection), (net.inner, network.inner), (net.outer, network.outer))
        for layer, arrays in layers:
            layer.weight.copy_(torch.from_numpy(arrays[:-1].T.copy()))
            layer.bias.copy_(torch.from_numpy(arrays[-1].copy()))


def _batches(count: int, config: Experiment) -> Iterator[NDArray[np.int64]]:
    chance = np.random.default_rng(config.seed)
    for _ in range(int(config.epochs)):
        order = chance.permutation(count)
        for start in range(0, count, _BATCH):
            yield np.sort(order[start : start + _BATCH])


def _loss(logits: torch.Tensor, targets: torch.Tensor, weights: torch.Tensor) -> torch.Tensor:
    types, flags = targets[:, : len(LEAVES)], targets[:, len(LEAVES) :]
    typed = -(types * F.log_softmax(logits[:, : len(LEAVES)], dim=1)).sum(1)
    known = flags >= 0
    flagged = F.binary_cross_entropy_with_logits(
        logits[:, len(LEAVES) :], flags.clamp(min=0), reduction="none"
    )
    return ((typed + (flagged * known).sum(1)) * weights).sum() / weights.sum()


def _with_bias(layer: nn.Linear) -> NDArray[np.float32]:
    weight, bias = layer.weight.detach().numpy(), layer.bias.detach().numpy()
    return np.vstack([weight.T, bias[None]]).astype(np.float32)


def train_network(
    config: Experiment,
    rows: Sequence[Labelled],
    extra: Extra,
    card: dict[str, Any],
    log: Log = unlogged,
    start: FastModel | None = None,
) -> Trained:
    """Fit on the rows of all sectors but the held-out ones, garbled copies of them and a teacher's `extra`; calibrate on
    the rest. With `start` its features are kept and its weights are gone on from."""
    tested = [i for i, r in enumerate(rows) if r.sector in config.held_out]
    train = [r for r in rows if r.sector not in config.held_out]
    train += garbled(train, config.perturbed, config.seed)
    records = [*(r.record for r in train), *extra.records]
    targets = np.vstack([targets_of(train, config.preferred), extra.targets]).astype(np.float32)
    weights = np.concatenate([np.ones(len(train)), np.full(len(extra.records), extra.weight)])
    vectorizer = start.vectorizer if start else RecordVectorizer().fit(records)
    matrix = vectorizer.transform(records)
    before = factored(start.network, matrix, config.rank) if start else None
    network = fit_network(matrix, targets, weights.astype(np.float32), config, log, before)
    held = [rows[i] for i in tested]
    values = network.logits(vectorizer.rows([r.record for r in held]))
    temperatures, thresholds = calibrate_logits(values, held, config.level)
    model = FastModel(vectorizer, network, temperatures, thresholds, card)
    return Trained(model, model.predict([r.record for r in held]), tested)
