"""Errors that a user can cause: a key that programs decide by, and a Chinese sentence that people read."""

from __future__ import annotations

import errno
from dataclasses import dataclass

from .extras import sentence


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of error: the sentence (with `{places}` for values), and what a caller may do about it.

    `transient` is True when the same file may well be read later (it is locked, or the time ran out).
    `http_status` is what a web service answers with.
    """

    message: str
    transient: bool = False
    http_status: int = 422


class ReadError(Exception):
    """A document could not be read. `str(error)` is the Chinese sentence for the user, `key` names the kind.

    `values` are what the sentence was filled with, so that the error can cross a border of processes.
    """

    def __init__(self, key: str, **values: object) -> None:
        self.key, self.values = key, values
        super().__init__(KINDS[key].message.format(**values))

    @property
    def transient(self) -> bool:
        """True when trying again later may help."""
        return KINDS[self.key].transient

    @property
    def http_status(self) -> int:
        """The status code for a web service's answer."""
        return KINDS[self.key].http_status

    def __reduce__(self) -> tuple[object, ...]:
        return _remade, (self.key, self.values)


class MissingFile(ReadError, FileNotFoundError):
    """There is no such file: for callers who expect what `open` raises."""


def _remade(key: str, values: dict[str, object]) -> ReadError:
    return fail(key, **values)


KINDS: dict[str, Kind] = {
    "missing": Kind("找不到文件：请检查路径是否正确。"),
    "folder": Kind("这是一个文件夹：请给出其中的文件，或用 zhibiao score 文件夹。"),
    "empty_folder": Kind("文件夹里没有文件：请检查路径是否正确。"),
    "denied": Kind("没有读取权限：请检查文件的访问权限。"),
    "empty": Kind("文件是空的：请确认导出是否完整。"),
    "too_large": Kind("文件超过 {limit} MB 的上限：请拆分后再试。", http_status=413),
    "binary": Kind(
        "不是文本文件，也不是能识别的格式：请另存为 .txt、.csv 或 .jsonl 后再试。", http_status=415
    ),
    "unsupported": Kind("暂不支持 {kind} 文件：请另存为 .xlsx、.csv 或 .jsonl 后再试。", http_status=415),
    "foreign": Kind("这是{kind}，不能读取：请{advice}后再试。", http_status=415),
    "encoding": Kind("文字编码既不是 UTF-8 也不是 GB18030：请另存为 UTF-8 后再试。"),
    "big5": Kind("文字编码是 Big5（繁体），只能读取简体：请转换为简体并另存为 UTF-8 后再试。"),
    "no_name_column": Kind("清单里没有指标名称一列：表头请用“三级指标”“指标名称”“绩效指标”或 name。"),
    "bad_json": Kind("第 {line} 行不是合法的 JSON 对象：请修正这一行。"),
    "no_name": Kind("第 {line} 行没有指标名称：请补上 name。"),
    "broken": Kind("文件内容损坏（{reason}）：请重新导出后再试。"),
    "truncated": Kind("文件不完整（可能没有传完）：请重新下载或导出后再试。"),
    "encrypted": Kind("文件有密码保护：请去掉密码后再试。"),
    "needs_package": Kind(
        "读取这种文件需要 {package}：请运行 pip install {package} 后再试。", transient=True
    ),
    "needs_office": Kind(
        "读取旧版 .doc 需要 LibreOffice 或 antiword：请安装其中之一（如 apt install libreoffice-writer 或 apt install antiword），或另存为 .docx 后再试。",
        transient=True,
    ),
    "not_converted": Kind("旧版 .doc 无法转换（{reason}）：请用 Word 或 WPS 另存为 .docx 后再试。"),
    "scanned": Kind("是扫描图片，没有文字：请导出为 .pdf 或图片后再试。"),
    "unmapped": Kind(
        f"PDF 的字体没有编码表，文字无法还原：请从原文件重新导出 PDF；要用文字识别来读，{sentence('', 'ocr')}，装好后再试。",
        transient=True,
    ),
    "image": Kind("暂不支持这种图片：请另存为 .png、.jpg 或 .tif 后再试。", http_status=415),
    "needs_ocr": Kind(f"扫描件和图片要先做文字识别，{sentence('', 'ocr')}，装好后再试。", transient=True),
    "ocr_unusable": Kind(
        "文字识别不能启动（{reason}）：请安装系统库（如 apt install libgl1 libglib2.0-0）后再试。",
        transient=True,
    ),
    "no_text_page": Kind("第 {page} 页没有识别出文字：如果不是空白页，请换一张清晰的图片。"),
    "no_text": Kind("图片里没有识别出文字：请确认是不是绩效表的扫描件，或换一张清晰的图片。"),
    "archive_kind": Kind("暂不支持 {kind} 压缩包：请解压，或改用 .zip 后再试。", http_status=415),
    "bomb": Kind("压缩内容展开后过大，可能是压缩炸弹，没有读取：请确认文件来源。", http_status=413),
    "dtd": Kind("文件里有 DTD 或实体声明，可能是攻击，没有读取：请用 Office 重新另存后再试。"),
    "over_limit": Kind("{what}超过 {limit} 的上限：请拆分后再试。", http_status=413),
    "too_slow": Kind(
        "处理超过 {seconds} 秒，已停止：请拆分文件，或放宽时间上限（--seconds）后再试。",
        transient=True,
        http_status=413,
    ),
    "too_much_memory": Kind(
        "处理所需内存超过 {limit} MB，已停止：请拆分文件，或放宽内存上限（--memory）后再试。",
        transient=True,
        http_status=413,
    ),
    "died": Kind(
        "读取这个文件的进程意外退出（{how}，可能是内存不足）：请拆分文件，或换一种格式另存后再试。",
        transient=True,
    ),
    "zip_method": Kind("压缩方式不受支持：请用普通的 .zip（deflate）重新压缩后再试。"),
    "symlink": Kind("是符号链接，没有读取：请放入文件本身。"),
    "no_main_part": Kind("Office 文件里没有正文：请用 Office 重新另存后再试。"),
    "no_members": Kind("压缩包里没有文件：请确认压缩是否完整。"),
}


_REASONS = {
    errno.ENOENT: "不存在",
    errno.EACCES: "没有权限",
    errno.EPERM: "不允许",
    errno.EEXIST: "已经存在",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EISDIR: "是文件夹",
    errno.EBUSY: "正被占用",
    errno.EMFILE: "打开的文件太多",
    errno.EFBIG: "太大",
    errno.ENOSPC: "磁盘已满",
    errno.EROFS: "磁盘只读",
    errno.EIO: "磁盘读写出错",
    errno.ENAMETOOLONG: "名字太长",
    errno.EADDRINUSE: "端口已被占用",
    errno.EADDRNOTAVAIL: "本机没有这个地址",
}


def reason(error: OSError) -> str:
    """Why the system refused, in Chinese where it is a usual one."""
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__


def refusal(error: OSError) -> str:
    """A sentence without its full stop: the file and why the system refused it, or what we said ourselves."""
    if error.filename is None or error.errno is None:
        return str(error).rstrip("。")
    return f"“{error.filename}”{reason(error)}，请检查路径和权限"


def fail(key: str, **values: object) -> ReadError:
    """The `ReadError` for `key`, to be raised."""
    return (MissingFile if key == "missing" else ReadError)(key, **values)
