"""The SPARQL 1.1 Protocol: what a request asks, read once and decoded once, from URL, form or body.

Parameters that are not the protocol's are ignored, as clients send many of their own.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import ClientDisconnect, Request

from server.errors import (
    BadRequest,
    MethodNotAllowed,
    RequestTimeout,
    TooLarge,
    UnsupportedMediaType,
    UpdateRefused,
)

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
METHODS: Final = ("GET", "HEAD", "POST", "OPTIONS")
#: A form may hold each byte of the query as three, and graph names beside it.
_FORM_FACTOR: Final = 3
_FORM_EXTRA: Final = 65_536
_PARAMETERS_READ: Final = 500
_BODY_WITHIN: Final = 20.0


@dataclass(frozen=True, slots=True)
class Operation:
    """What a request asks. `query` is None when it asks for nothing: then the service describes itself."""

    query: str | None
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str | None = None
    timeout_ms: int | None = None


async def read_operation(request: Request, query_limit: int) -> Operation:
    """The operation that `request` asks.

    Raises:
        BadRequest: a parameter is missing, given twice, or not UTF-8.
        TooLarge: the text of the query is over `query_limit` bytes.
        UnsupportedMediaType: the body is neither a form nor a query.
        UpdateRefused: it asks for an update.
        MethodNotAllowed: neither GET nor POST.
    """
    url = _pairs(request.scope["query_string"], "the URL")
    if request.method in ("GET", "HEAD"):
        return _checked(_operation(url), query_limit)
    if request.method == "POST":
        return _checked(await _posted(request, url, query_limit), query_limit)
    raise MethodNotAllowed(f"{request.method} is not offered here", allow=METHODS)


async def _posted(request: Request, url: list[tuple[str, str]], query_limit: int) -> Operation:
    """The operation of a POST, by form or direct."""
    media_type = _media_type(request)
    if media_type == UPDATE:
        raise UpdateRefused("The body is an update; this endpoint only reads.")
    if media_type == QUERY:
        body = await read_body(request, query_limit)
        if any(name == "query" for name, _ in url):
            raise BadRequest("the query stands both in the body and in the URL; give it once")
        return _operation([*url, ("query", _text(body, "the body"))])
    body = await read_body(request, query_limit * _FORM_FACTOR + _FORM_EXTRA)
    pairs = [*url, *_pairs(body, "the form")]
    operation = _operation(pairs)
    if operation.query is None:
        raise BadRequest("the form has no parameter `query`")
    return operation


def _media_type(request: Request) -> str:
    """The content type of a POST, checked to be one that is read, in UTF-8."""
    available = (FORM, QUERY)
    header = request.headers.get("content-type")
    if header is None:
        raise UnsupportedMediaType("the POST says no Content-Type", available=available)
    media_type, *parameters = (part.strip().lower() for part in header.split(";"))
    if media_type not in (FORM, QUERY, UPDATE):
        raise UnsupportedMediaType(f"Content-Type {media_type!r} is not read here", available=available)
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "charset" and value.strip(' "') not in ("utf-8", "utf8", "us-ascii"):
            raise UnsupportedMediaType(f"{parameter!r}: only UTF-8 is read", available=available)
    return media_type


async def read_body(request: Request, limit: int) -> bytes:
    """The body, given up as soon as it passes `limit` bytes.

    Raises:
        TooLarge: it is longer.
        RequestTimeout: it does not arrive in time.
    """
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length) > limit:
        raise TooLarge(f"the body has {length} bytes, the limit is {limit}")
    parts, size = [], 0
    try:
        async with asyncio.timeout(_BODY_WITHIN):
            async for chunk in request.stream():
                size += len(chunk)
                if size > limit:
                    raise TooLarge(f"the body has more than {limit} bytes")
                parts.append(chunk)
    except TimeoutError as error:
        raise RequestTimeout(f"the body did not arrive within {_BODY_WITHIN:g} s") from error
    except ClientDisconnect as error:
        raise RequestTimeout("the client left before the body was whole") from error
    return b"".join(parts)


def _pairs(encoded: bytes, where: str) -> list[tuple[str, str]]:
    """The name and value pairs of a URL's query or a form: percent-decoded once, strictly UTF-8."""
    try:
        return parse_qsl(
            encoded.decode("ascii" if where == "the URL" else "utf-8"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_PARAMETERS_READ,
        )
    except UnicodeDecodeError as error:
        raise BadRequest(f"{where} is not UTF-8: {error.reason}") from error
    except ValueError as error:
        raise BadRequest(f"{where} has more than {_PARAMETERS_READ} parameters") from error


def _text(body: bytes, where: str) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"{where} is not UTF-8: {error.reason} at byte {error.start}") from error


def _operation(pairs: Iterable[tuple[str, str]]) -> Operation:
    """The operation that parameters ask, those of the protocol checked."""
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    if values.keys() & {"update", "using-graph-uri", "using-named-graph-uri"}:
        raise UpdateRefused("The parameters ask for an update; this endpoint only reads.")
    timeout = _at_most_once(values, "timeout")
    return Operation(
        query=_at_most_once(values, "query"),
        default_graphs=tuple(values.get("default-graph-uri", ())),
        named_graphs=tuple(values.get("named-graph-uri", ())),
        format=_at_most_once(values, "format"),
        timeout_ms=None if timeout is None else _milliseconds(timeout),
    )


def _at_most_once(values: dict[str, list[str]], name: str) -> str | None:
    given = values.get(name, [])
    if len(given) > 1:
        raise BadRequest(f"the parameter `{name}` is given {len(given)} times; give it once")
    return given[0] if given else None


def _milliseconds(value: str) -> int:
    if not value.isdecimal() or len(value) > 9 or int(value) == 0:
        raise BadRequest(f"timeout={value} is not a number of milliseconds")
    return int(value)


def _checked(operation: Operation, query_limit: int) -> Operation:
    """`operation`, whose query is not over the limit and whose graphs could be names."""
    size = len((operation.query or "").encode("utf-8", "surrogatepass"))
    if size > query_limit:
        raise TooLarge(f"the query has {size} bytes, the limit is {query_limit}")
    if operation.query is not None and "\x00" in operation.query:
        raise BadRequest("the query holds a NUL character")
    return operation
