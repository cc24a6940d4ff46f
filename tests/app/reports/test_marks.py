"""Texts cut at spans, and bytes put between bytes."""

from __future__ import annotations

import pytest
from zhibiao.app.reports.comments.splice import append_child, splice, tags
from zhibiao.app.reports.marks import pieces
from zhibiao.scoring.findings import Finding


def finding(severity: str, start: int, end: int) -> Finding:
    return Finding("V17", severity, "value", start, end, "原因")


@pytest.mark.parametrize("spans", [[(0, 0)], [(0, 4)], [(2, 99)], [(1, 3), (2, 5)], [(5, 2)], []])
def test_pieces_make_up_the_text(spans: list[tuple[int, int]]) -> None:
    cut = pieces("逐步提高到九成", [finding("P1", *s) for s in spans])
    assert "".join(p.text for p in cut) == "逐步提高到九成"
    assert all(p.text for p in cut)


def test_where_spans_overlap_the_gravest_counts() -> None:
    cut = pieces("abcdef", [finding("P2", 0, 4), finding("P0", 2, 6)])
    assert [(p.text, p.severity) for p in cut] == [("ab", "P2"), ("cd", "P0"), ("ef", "P0")]
    assert len(cut[1].findings) == 2


XML = '<?xml version="1.0"?>\n<a x=">/>"><!-- <b> --><b/><c y=\'"/>\' >文</c ><d></d></a>\n'.encode()


def test_tags_are_found_by_their_number() -> None:
    found = tags(XML, {0, 1, 2, 3})
    assert [XML[t.start : t.after] for t in found.values() if t.start != found[0].start] == [
        b"<b/>",
        "<c y='\"/>' >文</c >".encode(),
        b"<d></d>",
    ]
    assert [found[n].empty for n in range(4)] == [False, True, False, False]


def test_splice_keeps_the_order_of_texts_at_one_place() -> None:
    assert splice(b"abc", [(1, 1, b"1"), (1, 1, b"2"), (0, 0, b"0"), (2, 3, b"")]) == b"0a12b"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"<a/>", b"<a>x</a>"),
        (b"<a b='/' />", b"<a b='/' >x</a>"),
        (b"<a>y</a >", b"<a>yx</a >"),
        (b"<n:a/>", b"<n:a>x</n:a>"),
    ],
)
def test_append_child_opens_what_was_empty(before: bytes, after: bytes) -> None:
    if before.startswith(b"<n:"):
        before, after = before.replace(b"a/", b"a xmlns:n='u'/"), after.replace(b"a>x", b"a xmlns:n='u'>x")
    assert append_child(before, b"x") == after
