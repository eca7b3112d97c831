"""What no tracked file may say, and how an exception from a check is to be written."""

import io
import re
import tokenize
from collections.abc import Iterator

# Written in pieces, so that this file keeps its own rule.
REGISTRY_HOSTS = re.compile(r"pypi\.or" + r"g|python" + r"hosted|npm" + r"js", re.IGNORECASE)
REQUIREMENT_SOURCE = re.compile(r"^\s*(-i|-f|--\S+-url|--find-links|[^#\n]*://)", re.MULTILINE)
TAI = "\u53f0"
# 平台, 後台, 舞台 and the like are other words; a name of Taiwan or of a place in it is written 臺.
WRONG_TAI = re.compile(
    rf"(?<![平後舞月櫃講電吧]){TAI}(?=[灣北中南東西大科師幣語商生胞]|澎|鐵|電)|(?<=[來訪赴駐在離返全南])" + TAI
)
REASONED_IGNORE = re.compile(r"type:\s*ignore\[[\w, -]+\]\s*[#:—-]+\s*\w{2,}")
REASONED_NOQA = re.compile(r"noqa:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*\s*[#:—-]+\s*\w{2,}")


def registry_hosts(path: str, text: str) -> Iterator[str]:
    yield from (f"{path}: names {match.group()}" for match in REGISTRY_HOSTS.finditer(text))


def requirement_sources(path: str, text: str) -> Iterator[str]:
    """Lines of a lock that say where to fetch from: that is for the machine's own configuration to say."""
    if path.startswith("requirements/") and path.endswith((".in", ".txt")):
        yield from (f"{path}: {match.group().strip()}" for match in REQUIREMENT_SOURCE.finditer(text))


def wrong_tai(path: str, text: str) -> Iterator[str]:
    for match in WRONG_TAI.finditer(text):
        around = text[max(match.start() - 4, 0) : match.end() + 4].replace("\n", " ")
        yield f"{path}: {around}"


def unexplained_exceptions(path: str, text: str) -> Iterator[str]:
    """Comments `noqa` and `type: ignore` without a code, or without a reason after it."""
    if not path.endswith(".py"):
        return
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT and not explained(token.string):
            yield f"{path}:{token.start[0]}: {token.string}"


def explained(comment: str) -> bool:
    if re.search(r"#\s*type:\s*ignore", comment) and not REASONED_IGNORE.search(comment):
        return False
    return not re.search(r"#\s*noqa", comment, re.IGNORECASE) or bool(REASONED_NOQA.search(comment))
