"""Text recognition (RapidOCR, PP-OCRv6): the models come with the package and are loaded once a process."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from ...errors import fail
from .box import Box

if TYPE_CHECKING:
    from .clean import Grey

_PRINT = 0.5  # as in RapidOCR's own settings
_QUIET = {"Global.log_level": "critical", "Global.use_cls": False}


class Text(NamedTuple):
    """What was recognised; how sure its least sure character is and how sure they are on average, 0 to 1."""

    text: str
    sure: float
    average: float

    @property
    def is_print(self) -> bool:
        """False for smudges and pictures, in which something is recognised too."""
        return bool(self.text) and self.average >= _PRINT


def demand() -> None:
    """Raise the `ReadError` that says what to install when recognition can't run."""
    try:
        import cv2  # noqa: F401
        import img2table  # noqa: F401
        import onnxruntime  # noqa: F401
        import rapidocr  # noqa: F401
    except ModuleNotFoundError:
        raise fail("needs_ocr") from None
    except ImportError as error:  # a shared library that slim systems lack
        raise fail("ocr_unusable", reason=str(error).partition(":")[0]) from None


@lru_cache(maxsize=1)
def _finder() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={**_QUIET, "Global.use_rec": False})


@lru_cache(maxsize=1)
def _reader() -> Any:
    from rapidocr import RapidOCR

    return RapidOCR(params={**_QUIET, "Global.use_det": False, "Global.return_word_box": True})


def find(page: Grey) -> list[Box]:
    """Where the lines of text are; two words far apart on one line are two."""
    import cv2

    found = _finder()(cv2.cvtColor(page, cv2.COLOR_GRAY2BGR)).boxes
    if found is None:
        return []
    return [
        Box(int(b[:, 0].min()), int(b[:, 1].min()), int(b[:, 0].max()) + 1, int(b[:, 1].max()) + 1)
        for b in found
    ]


def read(crops: Sequence[Grey]) -> list[Text]:
    """The text of each picture of one line."""
    import cv2

    if not crops:
        return []
    result = _reader().recognize_txt([cv2.cvtColor(crop, cv2.COLOR_GRAY2BGR) for crop in crops])
    return [
        Text(text.strip(), float(min(word.confs or [0.0])), float(score))
        for text, word, score in zip(result.txts, result.word_results, result.scores, strict=True)
    ]
