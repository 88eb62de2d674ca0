"""A deck as a PDF, by LibreOffice where it is installed: a process group of its own, limited, gone with the export.

Its profile is made for each deck. It forbids macros and whatever a deck links to; a drawing can link past that, so a
deck that holds such a one is refused.
"""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import subprocess
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from ingest.errors import ReaderError
from ingest.pictures.outside import looks_outside
from ingest.sandboxing.limits import Limits

PROGRAM = "soffice"
_KEPT = ("PATH", "LANG", "LD_LIBRARY_PATH")
_ROOM = 4  # times the memory of a reader: it maps all of its libraries
_AS = "--infilter=Impress MS PowerPoint 2007 XML"  # what was checked, whatever else the file may be taken for
_OPTIONS = ("--headless", "--norestore", "--nolockcheck", "--nofirststartwizard", _AS, "--convert-to", "pdf")


@dataclass(frozen=True, slots=True)
class Office:
    """``program`` is the path of LibreOffice."""

    program: str
    limits: Limits

    @classmethod
    def installed(cls, limits: Limits) -> Office | None:
        """The one that is on the path."""
        program = shutil.which(PROGRAM)
        return cls(program, limits) if program else None

    def export(self, deck: Path, folder: Path) -> Path:
        """A copy of the deck in an empty folder, its PDF beside it; ReaderError where LibreOffice makes none."""
        if looks_outside(deck):
            raise ReaderError(deck.name, "holds a drawing that may show other files, so LibreOffice is not given it.")
        copy = folder / "deck.pptx"
        try:
            shutil.copyfile(deck, copy)
            self._run(deck.name, copy, _profile(folder))
        except OSError as error:
            raise ReaderError(deck.name, f"cannot be given to LibreOffice: {error.strerror}.") from error
        if not copy.with_suffix(".pdf").is_file():
            raise ReaderError(deck.name, "is not turned into a PDF by LibreOffice.")
        return copy

    def _run(self, name: str, copy: Path, profile: Path) -> None:
        process = subprocess.Popen(
            [self.program, f"-env:UserInstallation={profile.as_uri()}", *_OPTIONS, "--outdir", str(copy.parent), copy],
            cwd=copy.parent,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=_environment(copy.parent),
            start_new_session=True,
        )
        try:
            self._limit(process.pid)
            code = process.wait(self.limits.export)
        except subprocess.TimeoutExpired:
            raise ReaderError(name, f"takes LibreOffice longer than {self.limits.export:g} s.") from None
        finally:
            _end(process)
        if code:
            raise ReaderError(name, f"is too much for LibreOffice (it ended with {code}).")

    def _limit(self, pid: int) -> None:
        """What it starts inherits these; a system without ``prlimit`` has the limit on time alone."""
        if hasattr(resource, "prlimit"):
            most = {resource.RLIMIT_AS: _ROOM * self.limits.memory, resource.RLIMIT_FSIZE: self.limits.inflated}
            with contextlib.suppress(ProcessLookupError):
                for kind, value in most.items():
                    resource.prlimit(pid, kind, (value, value))


def _end(process: subprocess.Popen[bytes]) -> None:
    """The program is a script that starts others: the whole group goes, also where the script has ended."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def _environment(folder: Path) -> dict[str, str]:
    """Nothing secret; it writes to its own folder."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    return {**kept, "HOME": str(folder), "TMPDIR": str(folder), "SAL_USE_VCLPLUGIN": "svp"}


def _profile(folder: Path) -> Path:
    settings = folder / "profile" / "user" / "registrymodifications.xcu"
    settings.parent.mkdir(parents=True)
    settings.write_bytes(resources.files("ingest.pictures").joinpath("office_profile.xcu").read_bytes())
    return folder / "profile"
