"""The fine-tuned encoder as Hugging Face users know it: a folder, `from_pretrained`, a call on texts.

The folder is the encoder's own (`AutoModel` and `AutoTokenizer` load it, weights in safetensors), with two
files beside: `heads.safetensors`, the linear layer of the three heads, and `zhibiao.json`, what turns its
outputs into answers.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from ...models.guideline import read_logits
from ...models.inputs import records_of
from ...models.predictions import Predictions, Thresholds
from ...models.taxonomy import LEAVES
from ...nlp.record import Indicator
from .tagger import Tagger, tagger_logits

if TYPE_CHECKING:
    from numpy.typing import NDArray

HEADS, SETTINGS = "heads.safetensors", "zhibiao.json"
_PLAIN = {"type": 1.0, "vague": 1.0, "boilerplate": 1.0}


@dataclass(frozen=True)
class IndicatorTagger:
    """An encoder with heads for type, vague and boilerplate, in 32 bits, with its tokenizer.

    Until `calibrated`, probabilities are the raw ones. A trained model's folder holds the like under
    `transformers/`.
    """

    model: Tagger
    tokenizer: Any
    max_tokens: int = 96
    temperatures: Mapping[str, float] = field(default_factory=lambda: dict(_PLAIN))
    thresholds: Thresholds = field(default_factory=Thresholds)

    def __call__(self, given: Any) -> list[dict[str, Any]]:
        """An answer for each text, dictionary, record or row: type, type_probability, type_set, vague,
        vague_probability, boilerplate, boilerplate_probability."""
        found = self.predict(records_of([given] if isinstance(given, (str, Mapping, Indicator)) else given))
        vague, boilerplate = found.is_vague(), found.is_boilerplate()
        return [
            {
                "type": label,
                "type_probability": float(found.types[i].max()),
                "type_set": chosen,
                "vague": bool(vague[i]),
                "vague_probability": float(found.vague[i]),
                "boilerplate": bool(boilerplate[i]),
                "boilerplate_probability": float(found.boilerplate[i]),
            }
            for i, (label, chosen) in enumerate(zip(found.labels(), found.type_sets(), strict=True))
        ]

    def predict(self, records: Sequence[Indicator]) -> Predictions:
        """Predictions for `records`, in order; any number of them, also none."""
        return Predictions(*read_logits(self.logits(records), records, self.temperatures), self.thresholds)

    def logits(self, records: Sequence[Indicator]) -> NDArray[Any]:
        """Raw outputs, shape (records, 11): 9 type logits, vague, boilerplate."""
        return tagger_logits(self.model, self.tokenizer, records, self.max_tokens)

    def to(self, device: str) -> IndicatorTagger:
        """Move the weights to `device` ('cpu', 'cuda', 'cuda:1', 'mps'); returns itself."""
        self.model.to(device)
        return self

    def save_pretrained(self, folder: str | Path) -> None:
        """Write everything that `from_pretrained` needs into `folder`."""
        from safetensors.torch import save_file

        folder = Path(folder)
        self.model.trunk.save_pretrained(folder)
        self.tokenizer.save_pretrained(folder)
        save_file({k: v.cpu().contiguous() for k, v in self.model.heads.state_dict().items()}, folder / HEADS)
        settings = {
            "labels": [*LEAVES, "vague", "boilerplate"],
            "max_tokens": self.max_tokens,
            "temperatures": dict(self.temperatures),
            "thresholds": asdict(self.thresholds),
        }
        text = json.dumps(settings, ensure_ascii=False, indent=2) + "\n"
        (folder / SETTINGS).write_text(text, encoding="utf-8")

    @classmethod
    def from_pretrained(cls, folder: str | Path, device: str = "cpu") -> IndicatorTagger:
        """The tagger in `folder`, on `device`. No code of the folder is run; raises OSError, KeyError or
        ValueError for one of another kind."""
        from safetensors.torch import load_file
        from transformers import AutoModel, AutoTokenizer

        folder = Path(folder)
        settings = json.loads((folder / SETTINGS).read_text(encoding="utf-8"))
        if settings["labels"] != [*LEAVES, "vague", "boilerplate"]:
            raise ValueError(f"{folder}: labels of another version")
        try:
            trunk = AutoModel.from_pretrained(folder, add_pooling_layer=False)
        except TypeError:  # not every architecture has a pooler to leave out
            trunk = AutoModel.from_pretrained(folder)
        model = Tagger(trunk)
        model.heads.load_state_dict(load_file(folder / HEADS))
        return cls(
            model.to(torch.device(device)).eval(),
            AutoTokenizer.from_pretrained(folder),
            settings["max_tokens"],
            settings["temperatures"],
            Thresholds(**settings["thresholds"]),
        )
