"""Old Word documents (.doc, and .wps of WPS Writer): converted by LibreOffice when it is there, else by antiword.

Both run as other programs on a copy in a private folder, with a fixed name, a time limit and (on
Linux) a memory limit, and end with the process that reads; LibreOffice has a profile of its own in which
macros, links and the network are switched off.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from ...blocks import Block, Table
from ...errors import fail
from ..safety.limits import Limits
from ..safety.ole import OLE, is_encrypted_word, streams
from . import docbook, docx

_MEMORY = 4 * 2**20  # KiB
# Runs a program ("$@") within limits; when the other end of standard input is closed, which it is however the reader
# ends, the whole group is killed: LibreOffice is several processes, and none of them looks for its parent.
_GUARD = """
ulimit -v {memory} 2>/dev/null; ulimit -f {blocks} 2>/dev/null
exec 3<&0
"$@" 3<&- </dev/null &
program=$!
{{ read -r _ <&3; kill -9 -$$; }} &
wait "$program"
"""
_PROFILE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
 <prop oor:name="DisableMacrosExecution"><value>true</value></prop>
 <prop oor:name="MacroSecurityLevel"><value>3</value></prop>
 <prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop>
 <prop oor:name="DisableActiveContent"><value>true</value></prop>
</item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
 <prop oor:name="Link"><value>0</value></prop>
</item>
<item oor:path="/org.openoffice.Inet/Settings">
 <prop oor:name="ooInetProxyType"><value>2</value></prop>
 <prop oor:name="ooInetHTTPProxyName"><value>127.0.0.1</value></prop>
 <prop oor:name="ooInetHTTPProxyPort"><value>9</value></prop>
 <prop oor:name="ooInetHTTPSProxyName"><value>127.0.0.1</value></prop>
 <prop oor:name="ooInetHTTPSProxyPort"><value>9</value></prop>
</item>
</oor:items>
"""


def accepts(data: bytes, suffix: str) -> bool:
    """True for a Word 97–2003 document; also for an OLE file that only its suffix explains."""
    return data.startswith(OLE) and ("WordDocument" in streams(data) or suffix in (".doc", ".dot", ".wps"))


def read(data: bytes, limits: Limits) -> list[Block]:
    """Blocks of the converted document. Raises `ReadError` naming what to install."""
    if is_encrypted_word(data):
        raise fail("encrypted")
    office = shutil.which("soffice") or shutil.which("libreoffice")
    antiword = shutil.which("antiword")
    if office is None and antiword is None:
        raise fail("needs_office")
    with TemporaryDirectory(prefix="zhibiao-", ignore_cleanup_errors=True) as folder:
        source = Path(folder) / "in.doc"
        source.write_bytes(data)
        converted = _by_office(office, source, limits) if office is not None else None
        blocks = docx.read(converted, limits) if converted is not None else []
        # LibreOffice loses a table at the very end of a .doc: antiword is asked when it found none.
        if antiword is not None and not any(isinstance(b, Table) for b in blocks):
            output = _by_antiword(antiword, source, limits)
            other = docbook.read(output, limits) if output is not None else []
            if not blocks or any(isinstance(b, Table) for b in other):
                blocks = other
    if not blocks:  # LibreOffice makes an empty document of a damaged one
        raise fail("not_converted", reason="文件已损坏或没有文字")
    return blocks


def _by_office(program: str, source: Path, limits: Limits) -> bytes | None:
    profile = source.parent / "profile"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
    ]
    command += ["--convert-to", "docx:MS Word 2007 XML", "--outdir", str(source.parent), str(source)]
    _run(command, source.parent / "log", limits)
    return _load(source.with_suffix(".docx"), limits)


def _by_antiword(program: str, source: Path, limits: Limits) -> bytes | None:
    output = source.parent / "out.xml"
    return _load(output, limits) if _run([program, "-x", "db", str(source)], output, limits) else None


def _load(path: Path, limits: Limits) -> bytes | None:
    if not path.is_file() or path.is_symlink() or not path.stat().st_size:
        return None
    if path.stat().st_size > limits.bytes:
        raise fail("bomb")
    return path.read_bytes()


def _run(command: list[str], output: Path, limits: Limits) -> bool:
    """Run in the private folder, with the whole process group ended at the time limit."""
    folder = str(output.parent)
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": folder, "TMPDIR": folder, "LANG": "C.UTF-8"}
    with output.open("wb") as sink:
        process = subprocess.Popen(
            _guarded(command, limits),
            cwd=folder,
            env=environment if os.name == "posix" else None,
            stdin=subprocess.PIPE,
            stdout=sink,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            return process.wait(timeout=limits.seconds) == 0
        except subprocess.TimeoutExpired:
            raise fail("too_slow", seconds=int(limits.seconds)) from None
        finally:
            _end(process)


def _guarded(command: list[str], limits: Limits) -> list[str]:
    if os.name != "posix":
        return command
    blocks = max(limits.bytes, limits.expanded) // 512
    return ["sh", "-c", _GUARD.format(memory=_MEMORY, blocks=blocks), "guard", *command]


def _end(process: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
    if process.stdin is not None:
        process.stdin.close()
