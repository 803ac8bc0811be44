"""Workbooks behind a password: the bytes as they were before they were locked. A password is used and forgotten here."""

from __future__ import annotations

import io
import re

import msoffcrypto
from msoffcrypto.exceptions import DecryptionError, FileFormatError, InvalidKeyError
from msoffcrypto.format.ooxml import OOXMLFile

from kpi_core.errors import UnreadableFile
from kpi_core.read import limits
from kpi_core.read.compound import stream_named
from kpi_core.read.container import OLE, has_filepass

_DEFAULT = "VelvetSweatshop"  # what Excel itself fills in for a workbook that opens without asking ([MS-OFFCRYPTO] 2.3)
_SPINS = re.compile(rb'spinCount\s*=\s*["\'](\d{1,12})["\']')
_MOST_INFO = 64 * 2**10


def is_encrypted(data: bytes) -> bool:
    """Return whether a file is a workbook that only a password opens, and of a kind that `decrypt` knows."""
    return data.startswith(OLE) and ("EncryptedPackage".encode("utf-16-le") in data or has_filepass(data))


def decrypt(data: bytes, password: str) -> bytes:
    """Return the bytes of a protected workbook (.xlsx, .xlsm, .xlsb, .xls) as they were before; other files as they are.

    An empty password tries the one that Excel fills in by itself.

    Raises UnreadableFile: wrong_password, password_unsupported, damaged_file, file_too_large. None of them, nor what
    caused them, holds the password.
    """
    if len(data) > limits.MAX_BYTES:
        raise UnreadableFile("file_too_large", limit=limits.MAX_BYTES >> 20)
    if not is_encrypted(data):
        return data
    _check_work(data)
    opened, refusal = _opened(data, password or _DEFAULT)
    if refusal is not None:
        raise UnreadableFile(refusal)
    return opened


def _check_work(data: bytes) -> None:
    """Refuse a file whose key takes minutes to derive, or whose description is no plain XML of a few lines."""
    info = stream_named(data, ("encryptioninfo",))
    spins = [int(found) for found in _SPINS.findall(info)]
    if len(info) > _MOST_INFO or b"<!" in info or max(spins, default=0) > limits.MAX_SPINS:
        raise UnreadableFile("password_unsupported")
    if not info and len(data) > limits.MAX_LOCKED_XLS:
        raise UnreadableFile("file_too_large", limit=limits.MAX_LOCKED_XLS >> 20)


def _opened(data: bytes, password: str) -> tuple[bytes, str | None]:
    """Return the bytes, or the code of what stands in the way; no exception leaves here that could carry the password."""
    out = io.BytesIO()
    try:
        locked = msoffcrypto.OfficeFile(io.BytesIO(data))
        if isinstance(locked, OOXMLFile):
            locked.load_key(password=password, verify_password=True)
        else:
            locked.load_key(password=password)
        locked.decrypt(out)
    except InvalidKeyError:
        return b"", "wrong_password"
    except (DecryptionError, FileFormatError):
        return b"", "password_unsupported"
    except Exception:  # noqa: BLE001 - the library reports a broken file in many ways
        return b"", "damaged_file"
    return out.getvalue(), None
