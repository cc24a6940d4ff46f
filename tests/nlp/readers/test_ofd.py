"""OFD: what its parts may say in several ways, files of several documents, and what can't be read."""

from __future__ import annotations

import io
import zipfile

import pytest
from zhibiao.nlp.blocks import Block, Paragraph, Table
from zhibiao.nlp.errors import ReadError
from zhibiao.nlp.location import Location
from zhibiao.nlp.readers.ofd import document as ofd
from zhibiao.nlp.readers.safety.limits import Limits
from zhibiao.nlp.reading import parse_document, read_document

from .made import drawing
from .made.drawing import MM, NAMESPACE, Line, Text, table
from .made.drawn_forms import HEAD, WIDTHS, project

FORM = table([project("雨污分流"), HEAD, ["产出指标", "数量指标", "改造管网长度", "≥18公里"]], WIDTHS)
OTHER = table([project("充电桩建设"), HEAD, ["产出指标", "数量指标", "新建充电桩", "120个"]], WIDTHS)


def read(data: bytes) -> list[Block]:
    return ofd.read(data, Limits())


def one_page(objects: str, resources: str = "", layer: str = "") -> bytes:
    """An OFD of one page with hand-written objects."""
    parts = {
        "OFD.xml": f'<ofd:OFD xmlns:ofd="{NAMESPACE}"><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot>'
        "</ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f'<ofd:Document xmlns:ofd="{NAMESPACE}"><ofd:CommonData><ofd:PageArea>'
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes>"
        '</ofd:CommonData><ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Page_0/Content.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/PublicRes.xml": f'<ofd:Res xmlns:ofd="{NAMESPACE}">{resources}</ofd:Res>',
        "Doc_0/Pages/Page_0/Content.xml": f'<ofd:Page xmlns:ofd="{NAMESPACE}"><ofd:Content><ofd:Layer ID="1" {layer}>'
        f"{objects}</ofd:Layer></ofd:Content></ofd:Page>",
    }
    return packed({name: text.encode() for name, text in parts.items()})


def packed(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in parts.items():
            file.writestr(name, data)
    return out.getvalue()


def texts(data: bytes) -> list[str]:
    return [b.text for b in read(data) if isinstance(b, Paragraph)]


def test_places_are_those_of_a_pdf() -> None:
    data = drawing.ofd([Text(60, 40, "绩效目标申报表"), *FORM], OTHER)
    blocks = read(data)
    assert blocks[0] == Paragraph("绩效目标申报表", Location(page=1, paragraph=1))
    assert [str(r.location) for r in parse_document(data, "表.ofd").indicators] == [
        "第 1 页 表 1 行 3 列 3",
        "第 2 页 表 1 行 3 列 3",
    ]


def test_a_template_lies_under_each_page() -> None:
    lines = [item for item in FORM if isinstance(item, Line)]
    words = [item for item in FORM if isinstance(item, Text)]
    for data in (
        drawing.ofd(words, template=lines),
        drawing.ofd(FORM, FORM, template=[Text(60, 30, "草案")]),
    ):
        found = parse_document(data, "表.ofd").indicators
        assert {(r.project, r.name, r.value) for r in found} == {("雨污分流", "改造管网长度", "≥18公里")}


def test_all_documents_of_a_file_are_read() -> None:
    found = parse_document(drawing.ofd(FORM, OTHER, documents=2), "两份.ofd").indicators
    assert [(r.project, r.name) for r in found] == [
        ("雨污分流", "改造管网长度"),
        ("充电桩建设", "新建充电桩"),
    ]


def test_a_file_on_disk_and_in_a_zip(tmp_path) -> None:  # type: ignore[no-untyped-def]
    data = drawing.ofd(FORM)
    (tmp_path / "表.ofd").write_bytes(data)
    (tmp_path / "包.zip").write_bytes(packed({"表.ofd": data}))
    assert [len(read_document(tmp_path / name).indicators) for name in ("表.ofd", "包.zip")] == [1, 1]


@pytest.mark.parametrize(
    "code",
    [
        '<ofd:TextCode X="0" Y="4" DeltaX="g 3 4.0">培训人数</ofd:TextCode>',
        '<ofd:TextCode X="0" Y="4" DeltaX="4 4 g 1 4">培训人数</ofd:TextCode>',
        '<ofd:TextCode X="0" Y="4">培训人数</ofd:TextCode>',
        '<ofd:TextCode X="0" Y="4" DeltaX="4">培训</ofd:TextCode><ofd:TextCode X="8" DeltaX="4">人数</ofd:TextCode>',
    ],
)
def test_offsets_between_characters(code: str) -> None:
    data = one_page(f'<ofd:TextObject ID="2" Boundary="20 20 40 5" Font="1" Size="4">{code}</ofd:TextObject>')
    assert texts(data) == ["培训人数"]


def test_matrices_blocks_and_composed_drawings() -> None:
    scaled = (
        '<ofd:TextObject ID="2" Boundary="20 20 40 5" Font="1" Size="8" CTM="0.5 0 0 0.5 0 0">'
        '<ofd:TextCode X="0" Y="8" DeltaX="g 3 8">质量合格</ofd:TextCode></ofd:TextObject>'
    )
    rest = (
        '<ofd:TextObject ID="3" Boundary="16 0 10 5" Font="1" Size="4"><ofd:TextCode X="0" Y="4">率</ofd:TextCode>'
        "</ofd:TextObject>"
    )
    unit = (
        '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="9" Width="9" Height="9"><ofd:Content>'
        f"{rest}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
    )
    drawn = '<ofd:CompositeObject ID="4" ResourceID="9" Boundary="20 20 40 5"/>'
    data = one_page(
        f"<ofd:PageBlock ID='5'><ofd:PageBlock ID='6'>{scaled}</ofd:PageBlock></ofd:PageBlock>{drawn}", unit
    )
    assert texts(data) == ["质量合格率"]


def test_what_is_not_shown_is_not_read() -> None:
    shown = '<ofd:TextCode X="0" Y="4">某市财政局</ofd:TextCode></ofd:TextObject>'
    hidden = shown.replace("某市财政局", "样张")
    at = 'ID="2" Boundary="20 20 40 5" Font="1" Size="4"'
    data = one_page(f'<ofd:TextObject {at}>{shown}<ofd:TextObject {at} Visible="false">{hidden}')
    assert texts(data) == ["某市财政局"]


def grid(colours: str, param: str = "") -> str:
    """A frame, a rule between two rows, and two texts."""
    paths = "".join(
        f'<ofd:PathObject ID="{k}" Boundary="20 20 60 20" {attributes}>{inside}<ofd:AbbreviatedData>{data}'
        "</ofd:AbbreviatedData></ofd:PathObject>"
        for k, (data, attributes, inside) in enumerate(
            [
                ("M 0 0 L 60 0 L 60 30 L 0 30 C M 30 0 L 30 30 M 0 20 L 60 20", "", ""),
                ("S 0 10 L 60 10", param, colours),
            ],
            10,
        )
    )
    words = "".join(
        f'<ofd:TextObject ID="{n}" Boundary="{x} {y} 20 5" Font="1" Size="3"><ofd:TextCode X="1" Y="4">{t}'
        "</ofd:TextCode></ofd:TextObject>"
        for n, (x, y, t) in enumerate(
            [(20, 22, "甲"), (50, 22, "乙"), (20, 32, "丙"), (50, 32, "丁"), (20, 42, "戊"), (50, 42, "己")],
            20,
        )
    )
    return paths + words


@pytest.mark.parametrize(
    ("colours", "param", "resources", "rows"),
    [
        ("", "", "", 2),
        ('<ofd:StrokeColor Value="255 255 255"/>', "", "", 1),
        ('<ofd:StrokeColor Value="#ff #ff #ff"/>', "", "", 1),
        ('<ofd:StrokeColor Value="0 0 0" Alpha="0"/>', "", "", 1),
        ("", 'Visible="false"', "", 1),
        ("", 'Stroke="false"', "", 1),
        (
            "",
            'DrawParam="7"',
            '<ofd:DrawParams><ofd:DrawParam ID="7" Relative="8"/><ofd:DrawParam ID="8">'
            '<ofd:StrokeColor Value="255 255 255"/></ofd:DrawParam></ofd:DrawParams>',
            1,
        ),
        (
            '<ofd:StrokeColor ColorSpace="5" Value="0 0 0 255"/>',
            "",
            '<ofd:ColorSpaces><ofd:ColorSpace ID="5" Type="CMYK"/></ofd:ColorSpaces>',
            2,
        ),
    ],
)
def test_only_rules_that_show_divide(colours: str, param: str, resources: str, rows: int) -> None:
    (found,) = [b for b in read(one_page(grid(colours, param), resources)) if isinstance(b, Table)]
    assert len(found.rows) == rows + 1
    assert "".join(c.text for row in found.rows for c in row).replace("\n", "") in (
        "甲乙丙丁戊己",
        "甲丙乙丁戊己",
    )


def test_names_and_namespaces_as_some_writers_have_them() -> None:
    data = drawing.ofd(FORM)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {n: file.read(n) for n in file.namelist()}
    for old, new in (
        (NAMESPACE.encode(), b"http://www.ofdspec.org"),
        (b"Pages/Page_0", b"/Doc_0/Pages/Page_0"),
    ):
        changed = {n: d.replace(old, new) for n, d in parts.items()}
        assert len(parse_document(packed(changed), "x.ofd").indicators) == 1
    upper = {n.replace("Content.xml", "content.XML"): d for n, d in parts.items()}
    assert len(parse_document(packed(upper), "x.ofd").indicators) == 1


def key_of(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(ReadError) as caught:
        parse_document(data, "表.ofd", limits or Limits())
    return caught.value.key


def test_encrypted() -> None:
    data = drawing.ofd(FORM, more={"Encrypts/Encryptions.xml": b"<ofd:Encryptions/>"})
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {n: file.read(n) for n in file.namelist()}
    parts["Doc_0/Document.xml"] = bytes(range(256)) * 4
    assert key_of(packed(parts)) == "encrypted"
    assert len(parse_document(data, "表.ofd").indicators) == 1  # the list alone is no reason


def test_truncated_and_broken() -> None:
    data = drawing.ofd(FORM)
    assert key_of(data[: len(data) // 2]) == "truncated"
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {n: file.read(n) for n in file.namelist()}
    assert key_of(packed({n: d for n, d in parts.items() if "Page_0" not in n})) == "truncated"
    assert key_of(packed({"OFD.xml": parts["OFD.xml"]})) == "no_main_part"
    content = "Doc_0/Pages/Page_0/Content.xml"
    assert key_of(packed({**parts, content: parts[content][:300]})) in ("truncated", "broken")
    assert key_of(packed({**parts, content: b"\xff\xfe no xml"})) in ("broken", "truncated")
    entity = b'<!DOCTYPE p [<!ENTITY a "aaaa">]>' + parts[content].split(b"?>", 1)[1]
    assert key_of(packed({**parts, content: entity})) == "dtd"


def test_hostile() -> None:
    data = drawing.ofd(FORM)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        parts = {n: file.read(n) for n in file.namelist()}
    content = "Doc_0/Pages/Page_0/Content.xml"
    assert key_of(packed({**parts, content: b"<a>" + b" " * 200 * 2**20})) in ("bomb", "over_limit")
    cut = parse_document(drawing.ofd(*[FORM] * 5), "表.ofd", Limits(pages=4))
    assert cut.problems == ("第 5 页起没有读取：页数超过 4 的上限：请拆分后再试。",)
    assert cut.indicators
    many = (
        '<ofd:TextObject ID="2" Boundary="0 0 9 9" Font="1" Size="4"><ofd:TextCode X="0" Y="4" DeltaX="g 999999999 1">'
        + ("一" * 250_000)
    )
    assert key_of(one_page(many + "</ofd:TextCode></ofd:TextObject>")) == "over_limit"
    loop = '<ofd:CompositeObject ID="4" ResourceID="9" Boundary="0 0 40 5"/>' * 10
    unit = (
        '<ofd:CompositeGraphicUnits><ofd:CompositeGraphicUnit ID="9"><ofd:Content>'
        f"{loop}</ofd:Content></ofd:CompositeGraphicUnit></ofd:CompositeGraphicUnits>"
    )
    assert key_of(one_page(loop, unit)) == "over_limit"


def test_a_page_of_pictures_only() -> None:
    picture = f'<ofd:ImageObject ID="2" ResourceID="3" Boundary="0 0 {595 * MM} 297"/>'
    assert key_of(one_page(picture)) == "scanned"
