"""Licences and known vulnerabilities of all that is installed: ``python -m tools.dependencies``.

Licences are read from the packages' own metadata: none may be of the GPL or AGPL. Vulnerabilities are asked of the
package registry by pip-audit; where it cannot be reached that is said, and is no failure.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, distributions

AUDIT_S = 600
_STRONG = re.compile(r"\bA?GPL|\bGNU (AFFERO )?GENERAL PUBLIC|\bAFFERO\b")
_PARDONED = re.compile(r"\bWITH (GCC|CLASSPATH|BOOTLOADER|AUTOCONF)-EXCEPTION|LESSER GENERAL PUBLIC|\bLGPL")
_FILES = re.compile(r"(LICEN[CS]E|COPYING)[^/]*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Licence:
    """What a package says of its licence; empty where it says nothing."""

    package: str
    said: str

    @property
    def trouble(self) -> str | None:
        """Why it cannot be used, None where it can."""
        if not self.said:
            return f"{self.package} states no licence: look at it, then at tools/dependencies.py."
        if is_strong(self.said):
            return f"{self.package} is under {self.said}: it cannot be a dependency of this project."
        return None


def is_strong(said: str) -> bool:
    """Does every alternative of the licence demand that whatever uses it is under the GPL or AGPL?"""
    alternatives = re.split(r"\s+OR\s+|;", said.upper().replace("(", " ").replace(")", " "))
    return all(_STRONG.search(each) and not _PARDONED.search(each) for each in alternatives)


def licence_of(found: Distribution) -> Licence:
    metadata = found.metadata
    classified = [each for each in metadata.get_all("Classifier") or () if each.startswith("License ::")]
    spoken = (metadata.get("License") or "").strip().partition("\n")[0]
    said = metadata.get("License-Expression") or "; ".join(_last(each) for each in classified) or spoken
    return Licence(metadata["Name"], said or _first_line(found))


def _last(classifier: str) -> str:
    return classifier.rpartition("::")[2].strip()


def _first_line(found: Distribution) -> str:
    """Of the licence file that came with it, where the metadata is silent."""
    files = [file for file in found.files or () if _FILES.search(str(file))]
    lines = (line.strip() for file in files for line in file.read_text("utf-8").splitlines())
    return next(filter(None, lines), "")


def audited(output: str) -> tuple[int, list[str]]:
    """How many packages pip-audit knew about, and what it found; (0, []) where it could ask nobody."""
    try:
        packages = json.loads(output)["dependencies"]
    except (ValueError, KeyError):
        return 0, []
    known = [package for package in packages if "vulns" in package]
    return len(known), [
        f"{package['name']} {package['version']}: {flaw['id']}, fixed in {', '.join(flaw['fix_versions']) or 'none'}"
        for package in known
        for flaw in package["vulns"]
    ]


def vulnerabilities() -> tuple[int, list[str]]:
    """Of what is installed here."""
    command = [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off", "--skip-editable"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=AUDIT_S, check=False)
    except subprocess.TimeoutExpired:
        return 0, []
    return audited(done.stdout)


def troubles(installed: Iterable[Distribution]) -> Iterator[str]:
    return (trouble for found in installed if (trouble := licence_of(found).trouble))


def main() -> None:
    installed = list(distributions())
    wrong = sorted(set(troubles(installed)))
    print(f"licences: {len(installed)} packages, {len(wrong)} that cannot be used")
    known, flaws = vulnerabilities()
    said = f"{known} packages asked about, {len(flaws)} found" if known else "not checked, the registry tells nothing"
    print(f"vulnerabilities: {said}")
    for line in (*wrong, *flaws):
        print(line, file=sys.stderr)
    sys.exit(1 if wrong or flaws else 0)


if __name__ == "__main__":
    main()
