"""What is installed is under licences that this project can live with."""

from __future__ import annotations

import json
from importlib.metadata import distributions

import pytest

from tools.dependencies import Licence, audited, is_strong, troubles


def test_nothing_that_is_installed_is_under_the_gpl_or_agpl_or_silent() -> None:
    assert list(troubles(distributions())) == []


@pytest.mark.parametrize(
    ("said", "strong"),
    [
        ("MIT", False),
        ("Apache-2.0 AND BSD-3-Clause", False),
        ("AGPL-3.0-only", True),
        ("GPL-2.0-or-later", True),
        ("BSD-3-Clause AND GPL-3.0-only", True),
        ("GNU Affero General Public License v3", True),
        ("GNU General Public License v3 (GPLv3)", True),
        ("GNU Lesser General Public License v3 (LGPLv3)", False),
        ("LGPL-2.1-or-later", False),
        ("MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", False),
        ("BSD-3-Clause AND GPL-3.0-or-later WITH GCC-exception-3.1", False),
        ("GPL-3.0-only OR AGPL-3.0-only", True),
    ],
)
def test_a_licence_is_strong_where_every_alternative_is(said: str, strong: bool) -> None:
    assert is_strong(said) == strong
    assert (Licence("x", said).trouble is not None) == strong


def test_a_package_that_says_nothing_is_named() -> None:
    assert "x states no licence" in (Licence("x", "").trouble or "")


def test_what_the_audit_found_is_told_and_silence_is_no_clean_bill() -> None:
    flaw = {"id": "PYSEC-1", "fix_versions": ["1.1"]}
    packages = [{"name": "a", "version": "1.0", "vulns": [flaw]}, {"name": "b", "skip_reason": "not found"}]
    assert audited(json.dumps({"dependencies": packages})) == (1, ["a 1.0: PYSEC-1, fixed in 1.1"])
    assert audited(json.dumps({"dependencies": packages[1:]})) == (0, [])
    assert audited("") == (0, [])
