"""An encoder of the user's own, in a Hugging Face folder, is trained, exported and run."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from zhibiao.models.accurate import load_accurate
from zhibiao.training.config import Experiment

from ..authored import load_corpus

transformers = pytest.importorskip("transformers")
pytest.importorskip("torch")
pytest.importorskip("onnxruntime")
pytest.importorskip("onnx")

_ROUNDING = 0.01  # of eight-bit weights, in probability


def _folder(folder: Path) -> Path:
    """A two-layer BERT with a vocabulary of single characters, as `save_pretrained` writes it."""
    characters = sorted({c for r in load_corpus()[::40] for c in r.record.name + r.record.target_text})
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *(c for c in characters if c.strip())]
    from tokenizers import Tokenizer, models, pre_tokenizers, processors

    spelling = Tokenizer(models.WordLevel({w: i for i, w in enumerate(words)}, unk_token="[UNK]"))
    spelling.pre_tokenizer = pre_tokenizers.Split("", "isolated")
    spelling.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    tokenizer = transformers.PreTrainedTokenizerFast(
        tokenizer_object=spelling, pad_token="[PAD]", unk_token="[UNK]", cls_token="[CLS]", sep_token="[SEP]"
    )
    tokenizer.save_pretrained(folder)
    config = transformers.BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=128,
    )
    transformers.BertModel(config, add_pooling_layer=False).save_pretrained(folder)
    return folder


def test_a_folder_of_another_architecture_becomes_a_model(tmp_path: Path) -> None:
    from zhibiao.training.encoder.train import train_encoder

    rows = load_corpus()[::120]
    config = Experiment(
        "own", "encoder", encoder=str(_folder(tmp_path / "bert")), epochs=1, held_out=(rows[0].sector,)
    )
    trained = train_encoder(config, rows, tmp_path, {"rows": len(rows)})
    again = load_accurate(tmp_path / "own")
    records = [r.record for r in rows[:20]]
    alone = np.vstack([again.predict([r]).types for r in records])
    assert len(trained.tested) > 0
    assert (again.separator, again.pad) == ("[SEP]", 0)
    # Probabilities, not classes: after one epoch of an encoder without training all classes are almost alike.
    assert again.card["parity"]["max_dp"] < _ROUNDING
    # Padding must not count: a record says the same alone and beside longer ones, but for rounding.
    assert np.abs(alone - again.predict(records).types).max() < _ROUNDING


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a model that was trained with a validation set, and the curve it left."""
    from zhibiao.training.encoder.train import train_encoder

    work = tmp_path_factory.mktemp("work")
    rows = load_corpus()[::100]
    curve: list[tuple[int, dict]] = []
    config = Experiment(
        "small",
        "encoder",
        encoder=str(_folder(work / "bert")),
        epochs=2,
        validation=0.2,
        patience=2,
        rate=1e-3,
        held_out=(rows[0].sector,),
        device="cpu",
    )
    train_encoder(config, rows, work, {}, lambda step, values: curve.append((step, dict(values))))
    (work / "curve.json").write_text(json.dumps(curve))
    return work


def test_hugging_face_loads_the_folder_that_is_kept(trained: Path) -> None:
    folder = trained / "small" / "transformers"
    assert {p.suffix for p in folder.iterdir()} == {".json", ".safetensors"}
    trunk = transformers.AutoModel.from_pretrained(folder)
    tokenizer = transformers.AutoTokenizer.from_pretrained(folder)
    hidden = trunk(**tokenizer(["渠道清淤长度"], return_tensors="pt")).last_hidden_state
    assert hidden.shape[-1] == 32


def test_the_tagger_answers_texts_and_survives_saving(trained: Path, tmp_path: Path) -> None:
    from zhibiao.training.encoder.pretrained import IndicatorTagger

    tagger = IndicatorTagger.from_pretrained(trained / "small" / "transformers")
    rows = ["渠道清淤长度", {"三级指标": "农户满意度", "指标值": "高"}]
    answers = tagger(rows)
    assert [set(a) for a in answers] == [
        {"type", "type_probability", "type_set", "vague", "vague_probability"}
        | {"boilerplate", "boilerplate_probability"}
    ] * 2
    (alone,) = tagger("渠道清淤长度")
    assert alone["type_probability"] == pytest.approx(answers[0]["type_probability"], abs=1e-5)
    assert tagger([]) == []
    tagger.save_pretrained(tmp_path)
    assert IndicatorTagger.from_pretrained(tmp_path)(rows) == answers
    exported = load_accurate(trained / "small")
    records = [r.record for r in load_corpus()[::500]]
    same = exported.predict(records).types.argmax(1) == tagger.predict(records).types.argmax(1)
    assert same.mean() > 0.9


def test_the_validation_loss_is_measured_once_the_rounding_takes_part(trained: Path) -> None:
    curve = json.loads((trained / "curve.json").read_text())
    measured = [step for step, values in curve if "eval_loss" in values]
    last = max(step for step, _ in curve)
    assert measured
    assert min(measured) >= 0.66 * last


def test_norms_and_biases_do_not_decay(trained: Path) -> None:
    from zhibiao.training.encoder.fine_tuning import parameter_groups
    from zhibiao.training.encoder.tagger import Tagger

    model = Tagger(transformers.AutoModel.from_pretrained(trained / "bert"))
    groups = parameter_groups(model, 1e-4)
    kept = {id(p) for g in groups if g["weight_decay"] == 0 for p in g["params"]}
    for name, weight in model.named_parameters():
        assert (id(weight) in kept) is name.lower().endswith(("bias", "layernorm.weight"))
    assert sum(len(g["params"]) for g in groups) == len(list(model.parameters()))


def test_whole_sectors_are_measured_on() -> None:
    from zhibiao.training.encoder.fine_tuning import hold_out

    rows = load_corpus()[::20]
    train, valid = hold_out(rows, 0.1, seed=3)
    assert valid
    assert len(train) + len(valid) == len(rows)
    assert not {r.sector for r in train} & {r.sector for r in valid}
    assert hold_out(rows, 0.0, seed=3) == (rows, [])


def test_a_device_or_encoder_that_is_not_there_is_named(tmp_path: Path) -> None:
    import torch
    from zhibiao.training.config import ExperimentError, uses_cpu
    from zhibiao.training.encoder.tagger import load_trunk

    assert uses_cpu("cpu")
    if not torch.cuda.is_available():
        with pytest.raises(ExperimentError, match="CUDA"):
            uses_cpu("cuda")
    with pytest.raises(ExperimentError, match="编码器"):
        load_trunk(Experiment("x", "encoder", encoder=str(tmp_path / "nothing")), tmp_path)
