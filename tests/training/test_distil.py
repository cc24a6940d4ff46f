"""What the student network and the encoder's rounding learn and change."""

from __future__ import annotations

import numpy as np
import pytest
from zhibiao.models.taxonomy import LEAVES
from zhibiao.nlp.record import Indicator
from zhibiao.training.baselines.heads import Extra
from zhibiao.training.config import Experiment
from zhibiao.training.data.corpus import Labelled

torch = pytest.importorskip("torch")

from zhibiao.models.fast import OUTPUTS, Network  # noqa: E402
from zhibiao.training.network.train import factored, fit_network, train_network  # noqa: E402


def test_a_network_learns_what_no_sum_can() -> None:
    """Exclusive or: one class when exactly one of two features is there."""
    from scipy.sparse import csr_matrix
    from zhibiao.models.sparse import Rows

    grid = np.array([[1, 1, 1], [1, 1, 0], [1, 0, 1], [1, 0, 0]] * 100, np.float32)
    odd = grid[:, 1] != grid[:, 2]
    targets = np.zeros((len(grid), len(LEAVES) + 2), np.float32)
    targets[odd, 0], targets[~odd, 1] = 1, 1
    config = Experiment(
        "xor", "fast", rank=8, hidden=64, epochs=120, rate=2e-2, dropout=0.0, feature_dropout=0.0, seed=2
    )
    matrix = csr_matrix(grid)
    network = fit_network(matrix, targets, np.ones(len(grid), np.float32), config)
    logits = network.logits(Rows(matrix.indptr, matrix.indices, matrix.data))
    assert (logits[:, :2].argmax(axis=1) == np.where(odd, 0, 1)).all()


def test_a_table_is_factored_without_loss_where_its_rows_lie_in_few_directions() -> None:
    from scipy.sparse import csr_matrix
    from zhibiao.models.sparse import Rows

    draw = np.random.default_rng(3).normal
    wide = Network(
        (draw(size=(30, 4)) @ draw(size=(4, 12))).astype(np.float32),
        draw(size=(12, 8 + OUTPUTS)).astype(np.float32),
        *(draw(size=shape).astype(np.float32) for shape in (8 + OUTPUTS, (9, 5), (6, OUTPUTS))),
    )
    matrix = csr_matrix(np.eye(30, dtype=np.float32))
    rows = Rows(matrix.indptr, matrix.indices, matrix.data)
    small = factored(wide, matrix, 4)
    assert small.table.shape == (30, 4)
    np.testing.assert_allclose(small.logits(rows), wide.logits(rows), rtol=1e-3, atol=1e-2)
    assert factored(small, matrix, 4) is small
    assert np.abs(factored(wide, matrix, 2).logits(rows) - wide.logits(rows)).max() > 0.5


ROWS = [
    Labelled(Indicator(f"{thing}{end}", value), (leaf,), False, False, sector=sector)
    for sector in ("水利", "交通", "教育")
    for thing in ("渠道清淤", "桥梁维修", "教室改造", "护栏更换", "水闸检修")
    for end, value, leaf in (
        ("合格率", "≥98%", "quality"),
        ("数量", "12处", "quantity"),
        ("费用", "3万元", "cost"),
    )
]


def test_a_student_learns_from_rows_and_teacher_and_is_calibrated_on_the_rest() -> None:
    shares = np.zeros((2, len(LEAVES) + 2), np.float32)
    shares[:, LEAVES.index("satisfaction")] = 1
    extra = Extra(
        [Indicator("农户满意度", "≥90%"), Indicator("家长满意度", "≥95%")] * 10, np.tile(shares, (10, 1))
    )
    config = Experiment("student", "fast", hidden=16, epochs=60, rate=1.5e-3, dropout=0.2, held_out=("教育",))
    trained = train_network(config, ROWS, extra, {"rows": 1})
    assert [ROWS[i].sector for i in trained.tested] == ["教育"] * 15
    assert trained.held_out.labels() == [ROWS[i].accepted[0] for i in trained.tested]
    assert trained.model.predict([Indicator("司机满意度", "≥92%")]).labels() == ["satisfaction"]
    assert trained.model.card == {"rows": 1}


def test_rounding_keeps_zero_and_the_extremes_and_lets_the_gradient_pass() -> None:
    from zhibiao.training.encoder.quantization import fake_quantized

    values = torch.tensor([[-1.0, 0.0, 0.1, 3.0], [0.001, 0.0, 0.002, -0.003]], requires_grad=True)
    found = fake_quantized(values)
    assert found[:, 1].tolist() == [0, 0]
    # Each row has its own steps.
    assert ((found - values).abs().amax(1) <= torch.tensor([3.0, 0.003]) / 127 / 2 + 1e-9).all()
    assert len(set(fake_quantized(torch.linspace(-1, 1, 5000)).tolist())) == 255
    assert len(set(fake_quantized(torch.linspace(-1, 1, 5000), 64).tolist())) == 129
    found.sum().backward()
    assert values.grad.tolist() == [[1.0] * 4] * 2


def test_rounding_begins_with_the_last_share_and_ends_with_training() -> None:
    from types import SimpleNamespace

    from zhibiao.training.encoder.quantization import QuantizationAware

    layer = torch.nn.Sequential(torch.nn.Linear(3, 2))
    inputs = torch.tensor([[0.1234567, 100.0, -3.3]])
    plain = layer(inputs)
    rounding = QuantizationAware(layer, 0.5)
    for step, changes in ((0, False), (4, False), (5, True), (9, True)):
        rounding.on_step_begin(None, SimpleNamespace(global_step=step, max_steps=10), None)
        assert bool((layer(inputs) != plain).any()) is changes
    rounded = layer(inputs)
    rounding.on_train_end(None, None, None)
    assert not layer[0]._forward_pre_hooks
    # The weights stay rounded: they are what is exported.
    assert torch.allclose(layer(inputs), rounded, atol=1.0)
    steps = layer[0].weight / layer[0].weight.abs().amax(1, keepdim=True) * 64
    assert (steps - steps.round()).abs().max() < 1e-3
    plain = layer(inputs)
    never = QuantizationAware(layer, 0.0)
    never.on_step_begin(None, SimpleNamespace(global_step=9, max_steps=10), None)
    assert torch.equal(layer(inputs), plain)
