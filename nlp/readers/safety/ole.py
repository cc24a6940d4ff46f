"""OLE containers (.doc, .xls, encrypted Office files): which streams are inside, and is it locked."""

from __future__ import annotations

import io
import struct

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_BIT = 0x0100  # fEncrypted in the flags of a Word FIB ([MS-DOC] 2.5.2 FibBase)


def streams(data: bytes) -> frozenset[str]:
    """Names of the streams at the top of an OLE file; none when it is broken."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            return frozenset(path[0] for path in file.listdir(streams=True, storages=False))
    except Exception:  # hostile files break olefile in many ways; none of them tells the user more
        return frozenset()


def is_encrypted_package(data: bytes) -> bool:
    """True for a .docx or .xlsx with a password: a zip file encrypted inside an OLE file."""
    return data.startswith(OLE) and bool({"EncryptedPackage", "EncryptionInfo"} & streams(data))


def is_encrypted_word(data: bytes) -> bool:
    """True for a Word 97–2003 document with a password."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as file:
            head: bytes = file.openstream("WordDocument").read(12)
    except Exception:  # see above
        return False
    if len(head) < 12:
        return False
    flags: int = struct.unpack_from("<H", head, 10)[0]
    return bool(flags & _ENCRYPTED_BIT)
