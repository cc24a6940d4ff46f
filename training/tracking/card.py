"""The model card: a README.md in Hugging Face form beside the model's files, written from what was measured."""

from __future__ import annotations

import json
from pathlib import Path

_ABOUT = {
    "keywords": "A rule of thumb over keywords; nothing is learned.",
    "word": "Three linear heads over TF-IDF of words and word pairs; skops (scikit-learn types only) and safetensors.",
    "char": "Three linear heads over TF-IDF of character n-grams; skops (scikit-learn types only) and safetensors.",
    "vectors": "Three linear heads over frozen sentence vectors of a packaged encoder; safetensors.",
    "linear": "Three linear heads over hashed character n-grams, stored with skops (scikit-learn types only).",
    "fast": "A small network with a linear shortcut over hashed character n-grams, taught by `accurate`; safetensors only.",
    "accurate": "A fine-tuned encoder (one trunk, three heads) in ONNX with eight-bit weights. The figures are those of the encoder alone; the\n"
    "bundled model `accurate` asks it only where `fast` is not sure (docs/models.md).",
}
_ROWS = (
    ("type_accuracy", "type, accepted set, 9 classes"),
    ("level1_accuracy", "type, level 1"),
    ("macro_f1", "type, macro-F1"),
    ("type_ece", "type, expected calibration error"),
    ("coverage", "conformal set, coverage"),
    ("set_size", "conformal set, mean size"),
    ("vague_f1", "vague F1"),
    ("boilerplate_f1", "boilerplate F1"),
)


def write_card(folder: Path, metrics: dict[str, float]) -> Path:
    """Write `README.md` into a model folder from its `config.json` and measured metrics."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    card, sets = config["card"], sorted({k.split(".")[0] for k in metrics} - {"parity"})
    lines = [
        "---",
        "license: apache-2.0",
        "language: zh",
        "library_name: zhibiao",
        "tags: [text-classification, budget-performance]",
        "---",
        f"# zhibiao `{config['kind']}`",
        "",
        _ABOUT[config["kind"]],
        "It reads name, target and description of a performance indicator, never the declared class, and gives its",
        "leaf class (nine), whether the target is vague and whether the record is boilerplate.",
        "",
        "## Measured",
        "",
        "| | " + " | ".join(sets) + " |",
        "|---" * (len(sets) + 1) + "|",
    ]
    for key, title in _ROWS:
        cells = [f"{metrics[f'{s}.{key}']:.3f}" if f"{s}.{key}" in metrics else "–" for s in sets]
        lines.append(f"| {title} | " + " | ".join(cells) + " |")
    lines += [
        "",
        "`heldout`: corpus rows of sectors that the measured model had not seen. `dev`, `seeds`: real",
        "indicators labelled by experts, never trained on, also used to choose between settings.",
        "",
        *_parity(card.get("parity")),
        "## Data and versions",
        "",
        f"Trained on the authored corpus in `data/`: {card.get('rows', '?')} rows, SHA-256",
        f"`{card.get('corpus_sha256', '?')}`.",
        *([card["note"]] if "note" in card else []),
        "",
        "| library | version |",
        "|---|---|",
        *(f"| {name} | {number} |" for name, number in card.get("versions", {}).items()),
        "",
        "## Limits",
        "",
        "Practice is split for some names; the conformal set says which classes are plausible, and only a declared",
        "class outside it is called wrong. Texts outside budget performance management are not its subject.",
        "",
    ]
    path = folder / "README.md"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def _parity(found: dict[str, float] | None) -> list[str]:
    """What the export cost, where the model is one that was exported."""
    if not found:
        return []
    return [
        f"Export (ONNX, eight bits) against the torch original on {found['rows']:.0f} held-out",
        f"rows: same class {found['type_agreement']:.1%}, same vague {found['vague_agreement']:.1%}, same boilerplate",
        f"{found['boilerplate_agreement']:.1%}; probabilities differ by {found['mean_dp']:.4f} on average, {found['max_dp']:.3f} at most.",
        "",
    ]
