"""An encoder of the user's own, in a Hugging Face folder, is trained, exported and run."""

from __future__ import annotations

from pathlib import Path

import pytest
from zhibiao.models.accurate import load_accurate
from zhibiao.training.config import Experiment
from zhibiao.training.data.corpus import load_corpus

transformers = pytest.importorskip("transformers")
pytest.importorskip("torch")
pytest.importorskip("onnxruntime")
pytest.importorskip("onnx")


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
    alone = [again.predict([r]).types[0].argmax() for r in records]
    assert len(trained.tested) > 0
    assert again.card["parity"]["type_agreement"] > 0.9
    # Padding must not count: a record says the same alone and beside longer ones, but for rounding.
    assert sum(a == b for a, b in zip(alone, again.predict(records).types.argmax(axis=1), strict=True)) >= 18
