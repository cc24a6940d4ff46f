"""Scanned pages: what is read of worn forms, what is not blamed on them, and what a hostile picture may cost."""

from __future__ import annotations

import io
import struct
import subprocess
import sys
import zlib
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from zhibiao.app.bench.scans.drawing import draw, font
from zhibiao.app.bench.scans.forms import Form, forms, right
from zhibiao.app.bench.scans.layouts import Sheet, sheet
from zhibiao.app.bench.scans.wear import WORN, Seal, Wear, worn
from zhibiao.nlp.blocks import Block, Paragraph, Table
from zhibiao.nlp.errors import ReadError
from zhibiao.nlp.layouts.survey import survey
from zhibiao.nlp.notes import Note
from zhibiao.nlp.readers.safety.limits import Limits, Meter
from zhibiao.nlp.readers.scan import picture
from zhibiao.nlp.readers.scan.page import read_page
from zhibiao.nlp.readers.scan.render import render
from zhibiao.nlp.readers.scan.words import joined, mended

Image = pytest.importorskip("PIL.Image")
CLEAN = Wear(dpi=130)
SMALL = Sheet(
    "项目绩效目标表",
    ("项目名称：湿地步道维修        填报单位：清溪镇政府",),
    (1, 1, 2, 1),
    (
        ("一级指标", "二级指标", "三级指标", "指标值"),
        ("产出指标", "数量指标", "维修步道长度", "≥2600米"),
        ("^", "^", "更换护栏", "≥310处"),
        ("效益指标", "社会效益指标", "年游客人次", "≥18万人次"),
    ),
    ("填报人：略",),
)


@pytest.fixture(scope="module", autouse=True)
def _extra(request: pytest.FixtureRequest) -> None:
    for name in ("rapidocr", "img2table", "onnxruntime", "cv2"):
        pytest.importorskip(name)
    try:
        font(10)
    except FileNotFoundError:
        pytest.skip("no Chinese font to draw forms with")


def read(*pages: Any) -> list[Block]:
    meter = Meter(Limits())
    return [block for number, page in enumerate(pages, 1) for block in read_page(page, number, meter)]


def saved(image: Any, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def texts(blocks: list[Block]) -> list[list[str]]:
    return [[c.text for c in row] for b in blocks if isinstance(b, Table) for row in b.rows]


def key(error: pytest.ExceptionInfo[ReadError]) -> str:
    return error.value.key


@pytest.fixture(scope="module")
def page() -> Any:
    """A small clean form."""
    return draw(SMALL, CLEAN.dpi)[0]


@pytest.fixture(scope="module")
def blocks(page: Any) -> list[Block]:
    return read(page)


def test_a_form_is_read_as_it_was_drawn(blocks: list[Block]) -> None:
    assert texts(blocks) == [["" if c in "^<" else c for c in row] for row in SMALL.rows]
    lines = [b.text.replace(":", "：") for b in blocks if isinstance(b, Paragraph)]
    assert lines == ["项目绩效目标表", "项目名称：湿地步道维修", "填报单位：清溪镇政府", "填报人：略"]
    kinds = [type(b).__name__ for b in blocks]
    assert kinds == ["Paragraph"] * 3 + ["Table", "Paragraph"]


def test_cells_know_their_place_and_how_sure_they_are(blocks: list[Block]) -> None:
    table = next(b for b in blocks if isinstance(b, Table))
    assert str(table.rows[1][2].location) == "第 1 页 表 1 行 2 列 3"
    assert table.rows[2][0].recognised is None  # covered by the cell above
    assert all(0.5 < c.recognised <= 1 for row in table.rows for c in row if c.text and c.recognised)


@pytest.mark.parametrize("number", [1, 9])
def test_worn_forms_are_read(number: int) -> None:
    """Sign columns, class names written downwards; all twelve: `zhibiao bench ocr`."""
    form: Form = forms()[number]
    wear = WORN[number % len(WORN)]
    good = right(form, survey(read(*(worn(p, wear) for p in draw(sheet(form), wear.dpi)))).indicators)
    assert (good.names, good.values, good.classes) == (good.goals,) * 3


def test_a_table_over_two_pages_is_one(page: Any) -> None:
    form = forms()[6]
    first, second = draw(sheet(form), 130)
    found = picture.read(saved(first, "tiff", save_all=True, append_images=[second]), Limits())
    assert {b.location.page for b in found} == {1, 2}
    good = right(form, survey(found).indicators)
    assert (good.names, good.values, good.classes) == (19, 19, 19)


@pytest.mark.parametrize("degrees", [90, 180])
def test_pages_laid_in_the_wrong_way_are_turned(page: Any, blocks: list[Block], degrees: int) -> None:
    assert texts(read(page.rotate(degrees, expand=True))) == texts(blocks)


def test_columns_without_rules_are_columns() -> None:
    """White between the columns only; 数量指标 stands between its two indicators."""
    form = forms()[0]
    found = texts(read(*draw(replace(sheet(form), ruled=False), 130)))
    assert [row[2:] for row in found[1:]] == [[goal.name, goal.value] for goal in form.goals]
    assert [row[1] for row in found[1:4]] == ["数量指标", "", "质量指标"]


@pytest.mark.parametrize("seal", [Seal(0.62, 0.18, 1.5, 0.6, "清溪镇财政所专用"), Seal(0.55, 0.2, 1.9, 0.8)])
def test_rules_go_on_below_seals_and_merged_cells_stay_merged(page: Any, seal: Seal) -> None:
    wear = Wear(dpi=CLEAN.dpi, blur=0.5, noise=6, seals=(seal,), jpeg=75)
    found = texts(read(worn(page, wear)))
    assert [[bool(c) for c in row] for row in found] == [[c not in "^<" for c in row] for row in SMALL.rows]
    assert [row[2] for row in found[1:]] == ["维修步道长度", "更换护栏", "年游客人次"]


def test_specks_are_no_full_stops(page: Any, blocks: list[Block]) -> None:
    assert texts(read(worn(page, Wear(dpi=CLEAN.dpi, specks=200, seed=7)))) == texts(blocks)


def test_a_grainy_scan_keeps_its_grid(page: Any) -> None:
    found = texts(read(worn(page, Wear(dpi=CLEAN.dpi, blur=1.2, noise=20, jpeg=70))))
    assert [[bool(c) for c in row] for row in found] == [[c not in "^<" for c in row] for row in SMALL.rows]


def test_red_print_outside_seals_is_kept(page: Any) -> None:
    from PIL import ImageDraw

    image = page.copy()
    ImageDraw.Draw(image).text((120, 700), "经费由财政全额保障", (200, 20, 30), font(24))
    assert any("财政全额保障" in b.text for b in read(image) if isinstance(b, Paragraph))


@pytest.mark.parametrize(
    ("kind", "mode"), [("png", "RGBA"), ("png", "1"), ("jpeg", "L"), ("bmp", "RGB"), ("tiff", "CMYK")]
)
def test_every_kind_of_picture_is_opened(page: Any, kind: str, mode: str) -> None:
    data = saved(page.crop((0, 60, page.width, 480)).convert(mode), kind)
    assert picture.accepts(data, "")
    assert ["产出指标", "数量指标", "维修步道长度", "≥2600米"] in texts(picture.read(data, Limits()))


@pytest.mark.parametrize("data", [b"BM is a word", b"%PDF-1.7", b"II", "指标".encode()])
def test_other_files_are_not_pictures(data: bytes) -> None:
    assert not picture.accepts(data, ".png")


def _photo() -> Any:
    """Something like a cat on a carpet: soft shapes, texture, no letters."""
    chance = np.random.default_rng(5)
    y, x = np.mgrid[0:600, 0:800]
    fur = 120 + 60 * np.sin(x / 37) * np.cos(y / 53) + chance.normal(0, 12, (600, 800))
    cat = np.hypot(x - 400, (y - 320) * 1.3) < 180
    ears = (np.abs(x - 300) + np.abs(y - 180) < 60) | (np.abs(x - 500) + np.abs(y - 180) < 60)
    eyes = (np.hypot(x - 350, y - 280) < 18) | (np.hypot(x - 450, y - 280) < 18)
    shade = np.where(cat | ears, fur * 0.5 + 20, fur + 40) * np.where(eyes, 0.1, 1)
    return Image.fromarray(np.stack([shade, shade * 0.8, shade * 0.6], -1).clip(0, 255).astype("uint8"))


def test_pictures_without_text_say_so() -> None:
    white = Image.new("RGB", (900, 1200), "white")
    for image in (_photo(), white, worn(white, WORN[1]), Image.new("L", (1, 1))):
        with pytest.raises(ReadError) as error:
            picture.read(saved(image, "png"), Limits())
        assert key(error) == "no_text"


def test_a_page_without_text_among_others_is_noted(page: Any) -> None:
    data = saved(Image.new("RGB", page.size, "white"), "tiff", save_all=True, append_images=[page])
    found = picture.read(data, Limits())
    assert isinstance(found[0], Note)
    assert "第 1 页" in found[0].text
    assert found[1].location.page == 2


def _bomb(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(10_000_000), 9)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


@pytest.mark.parametrize("side", [9_500, 12_000, 100_000])
def test_a_bomb_of_pixels_is_not_decoded(side: int) -> None:
    import psutil

    before = psutil.Process().memory_info().rss
    with pytest.raises(ReadError) as error:
        picture.read(_bomb(side, side), Limits())
    assert (key(error), error.value.values["what"]) == ("over_limit", "图片像素数")
    assert psutil.Process().memory_info().rss - before < 64 * 2**20


def test_pages_are_counted_and_announced(page: Any) -> None:
    small = page.crop((0, 0, page.width, 120))
    data = saved(small, "tiff", save_all=True, append_images=[small] * 3)
    announced: list[int] = []
    found = picture.read(data, Limits(scanned_pages=2, progress=announced.append))
    assert [b.text for b in found if isinstance(b, Note)] == [
        "第 3 页起没有读取：扫描页数超过 2 的上限：请拆分后再试。"
    ]
    assert announced == [1, 2]


@pytest.mark.parametrize("keep", [20, 200, 2000])
@pytest.mark.parametrize("kind", ["png", "jpeg", "tiff", "bmp"])
def test_cut_files_have_a_message(page: Any, kind: str, keep: int) -> None:
    with pytest.raises(ReadError) as error:
        picture.read(saved(page, kind)[:keep], Limits())
    assert key(error) in ("truncated", "broken")


def test_without_the_extra_the_message_names_it(page: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr", None)
    with pytest.raises(ReadError, match=r"zhibiao\[ocr\]"):
        picture.read(saved(page, "png"), Limits())


def _pdf(*images: Any) -> bytes:
    return saved(images[0], "pdf", save_all=True, append_images=images[1:], resolution=CLEAN.dpi)


def test_a_page_of_a_pdf_is_drawn_and_read(page: Any, blocks: list[Block]) -> None:
    data = _pdf(Image.new("RGB", page.size, "white"), page)
    image = render(data, 2, dpi=150)
    found = read_page(image, 2, Meter(Limits()))
    assert texts(found) == texts(blocks)
    assert found[0].location.page == 2


def test_pdf_pages_that_cost_too_much_are_bounded(page: Any) -> None:
    with pytest.raises(ReadError) as error:
        render(_pdf(page), 1, limits=Limits(pixels=1000))
    assert key(error) == "over_limit"
    huge = _pdf(page).replace(b"/MediaBox [ 0 0 595", b"/MediaBox [ 0 0 99999")
    assert max(render(huge, 1, dpi=600).size) <= 4001
    with pytest.raises(ReadError):
        render(b"%PDF-1.4 nothing", 1)


def test_lines_of_a_cell_are_one_text_and_items_of_a_list_are_not() -> None:
    assert joined(["2024年11", "月底前"]) == "2024年11月底前"
    assert joined(["1.修复步道2", ".6公里；", "2.更换护栏。", "（三）验收"]) == (
        "1.修复步道2.6公里；\n2.更换护栏。\n（三）验收"
    )


@pytest.mark.parametrize(
    "text", ["2 95%", "≥95%", "<0.5%", "V", "10%05", "优良率", "-级", "二级指标", "一一级"]
)
def test_what_could_be_read_in_two_ways_is_left_alone(text: str) -> None:
    assert mended(text) in (text, "一级")
    assert (mended(text) == "一级") == (text == "-级")


def test_recognition_is_loaded_at_first_use_only() -> None:
    code = (
        "import sys, zhibiao.nlp.readers.scan.picture, zhibiao.nlp.readers.scan.render;"
        "print([m for m in ('cv2', 'rapidocr', 'img2table', 'onnxruntime', 'PIL', 'numpy') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
