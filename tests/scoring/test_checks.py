"""Every check is documented, has examples both ways, and the examples hold."""

from __future__ import annotations

import re

import pytest
from zhibiao.scoring.findings import SEVERITIES
from zhibiao.scoring.registry import DIMENSIONS, SCOPES, Check, Example, all_checks, codes_found

CASES = [
    pytest.param(check, example, wanted, id=f"{check.code}-{'bad' if wanted else 'good'}-{i}")
    for check in all_checks()
    for wanted, examples in ((True, check.bad), (False, check.good))
    for i, example in enumerate(examples)
]


@pytest.mark.parametrize(("check", "example", "wanted"), CASES)
def test_examples_hold(check: Check, example: Example, wanted: bool) -> None:
    assert codes_found(check, example) is wanted


@pytest.mark.parametrize("check", all_checks(), ids=lambda c: c.code)
def test_checks_are_documented(check: Check) -> None:
    assert re.fullmatch(r"[VNTLCBSM]\d\d", check.code)
    assert check.severity in SEVERITIES
    assert check.scope in SCOPES
    assert check.dimension in DIMENSIONS
    assert 1 <= check.opinion <= 11
    assert re.search(r"[\u4e00-\u9fff]", check.title)
    assert check.english.isascii()
    assert len(check.why) >= 12
    assert len(check.bad) >= 2
    assert len(check.good) >= 2


def test_codes_are_unique_and_every_replaced_code_exists() -> None:
    codes = [c.code for c in all_checks()]
    assert len(set(codes)) == len(codes)
    assert {code for c in all_checks() for code in c.instead_of} <= set(codes)


def test_families_of_ladders_are_complete() -> None:
    codes = {c.code for c in all_checks()}
    assert {f"L{i:02}" for i in range(1, 12)} <= codes


def test_a_check_that_is_not_well_formed_is_refused() -> None:
    good = all_checks()[0]
    with pytest.raises(ValueError, match="V99 is not well formed: severity, needs"):
        Check("V99", "名", "name", "P9", 2, "缘由", good.bad, good.good, good.run, needs=("moonlight",))
