"""What can go wrong over HTTP: one tree, the status on the class, one maker of bodies.

ServerError                     500
├── BadRequest                  400
│   ├── QuerySyntax             400  with line and column
│   ├── QueryEvaluation         400
│   └── UnknownGraph            400
├── Refused                     403
│   ├── UpdateRefused           403
│   └── ServiceRefused          403
├── NotFound                    404
├── MethodNotAllowed            405  with Allow
├── NotAcceptable               406  with what there is
├── RequestTimeout              408
├── Gone                        410  perhaps with what replaces it
├── TooLarge                    413
├── UnsupportedMediaType        415
├── OverShare                   429  with Retry-After
├── StoreFailed                 502
├── StoreSlow                   504
├── QueueFull                   503  with Retry-After
├── TimeLimit                   503
├── MemoryLimit                 503
└── NotReady                    503  with Retry-After

Every class has a `slug` (the last part of its problem type), a title and an advice; an instance adds what
happened and where. `Problem` holds these facts; `server.problems` renders them as JSON, text and HTML.
"""

# ruff: noqa: N818  (a failure is named by what is wrong)

from collections.abc import Sequence
from typing import Any, ClassVar, Final

from sparql.service import QueryFault


class ServerError(Exception):
    """An answer that is a failure. `detail` says what happened, `advice` what to do."""

    status: ClassVar[int] = 500
    slug: ClassVar[str] = "internal"
    title: ClassVar[str] = "Something broke on our side"
    title_zh: ClassVar[str] = "服务器内部错误"
    advice: ClassVar[str] = (
        "Nothing is wrong with the request. Try again, and report it with the request id if it stays."
    )

    def __init__(
        self,
        detail: str = "",
        *,
        line: int | None = None,
        column: int | None = None,
        retry_after: int | None = None,
        available: Sequence[str] = (),
        allow: Sequence[str] = (),
        replacement: str | None = None,
    ) -> None:
        super().__init__(detail or self.title)
        self.detail = detail or self.title
        self.line, self.column = line, column
        self.retry_after = retry_after
        self.available, self.allow = tuple(available), tuple(allow)
        self.replacement = replacement

    @property
    def headers(self) -> dict[str, str]:
        """The headers that belong to this failure."""
        found = {"Cache-Control": "no-store"}
        if self.retry_after is not None:
            found["Retry-After"] = str(self.retry_after)
        if self.allow:
            found["Allow"] = ", ".join(self.allow)
        return found

    @property
    def facts(self) -> dict[str, Any]:
        """What is known beside title, status and detail, without what is empty."""
        known = {
            "line": self.line,
            "column": self.column,
            "available": list(self.available) or None,
            "allow": list(self.allow) or None,
            "replacement": self.replacement,
            "retry_after": self.retry_after,
        }
        return {name: value for name, value in known.items() if value is not None}


class BadRequest(ServerError):
    """The request cannot be understood."""

    status = 400
    slug = "bad-request"
    title = "The request cannot be understood"
    title_zh = "请求有误"
    advice = "Correct what the detail names and send it again."


class QuerySyntax(BadRequest):
    """The query does not parse."""

    slug = "syntax"
    title = "The query is not SPARQL 1.1"
    title_zh = "查询语句有语法错误"
    advice = "Correct the query at the line and column given."


class QueryEvaluation(BadRequest):
    """The query parses and asks for what the store cannot do."""

    slug = "evaluation"
    title = "The query cannot be evaluated"
    title_zh = "查询无法执行"
    advice = "Functions beyond those of SPARQL 1.1 and the casts of XML Schema are not known here."


class UnknownGraph(BadRequest):
    """The query names a graph that is not here."""

    slug = "unknown-graph"
    title = "There is no such graph here"
    title_zh = "没有这个图"
    advice = "Graphs are never fetched. `SELECT DISTINCT ?g { GRAPH ?g {} }` lists those that are here."


class Refused(ServerError):
    """What is asked is not offered to anybody."""

    status = 403
    slug = "refused"
    title = "This is not offered"
    title_zh = "不提供此操作"
    advice = "See the service description at the endpoint for what is offered."


class UpdateRefused(Refused):
    """The data are only read here."""

    slug = "update"
    title = "Updates are not offered"
    title_zh = "不接受更新"
    advice = (
        "The data change by releases only; load a dump from /downloads into a store of your own to change it."
    )


class ServiceRefused(Refused):
    """Queries reach no other server."""

    slug = "service"
    title = "SERVICE is not offered"
    title_zh = "不支持 SERVICE"
    advice = "Ask the other endpoint from your side and join there, or federate from a store that allows it."


class NotFound(ServerError):
    """Nothing has this name."""

    status = 404
    slug = "not-found"
    title = "Nothing here has this name"
    title_zh = "没有找到"
    advice = "Check the spelling, or look it up at /search."


class MethodNotAllowed(ServerError):
    """The method makes no sense here."""

    status = 405
    slug = "method"
    title = "This method is not offered here"
    title_zh = "不支持此方法"
    advice = "Use one of the methods in the Allow header."


class NotAcceptable(ServerError):
    """None of the formats that the client takes is made here."""

    status = 406
    slug = "not-acceptable"
    title = "None of the formats asked for is available"
    title_zh = "没有所要求的格式"
    advice = "Ask for one of the available formats in Accept, or by format=."


class RequestTimeout(ServerError):
    """The request did not arrive whole."""

    status = 408
    slug = "request-timeout"
    title = "The request did not arrive whole"
    title_zh = "请求未完整送达"
    advice = "Send the whole body at once, with its Content-Length."


class Gone(ServerError):
    """The name was given once and is given up."""

    status = 410
    slug = "gone"
    title = "This name is no longer used"
    title_zh = "此标识已停用"
    advice = "Use the replacement, if one is named."


class TooLarge(ServerError):
    """The request is over the limit."""

    status = 413
    slug = "too-large"
    title = "The query text is over the limit"
    title_zh = "查询语句过长"
    advice = "Shorten the query, for instance by splitting its VALUES over several queries."


class UnsupportedMediaType(ServerError):
    """The body is of a kind that is not read here."""

    status = 415
    slug = "media-type"
    title = "The body is of a kind that is not read here"
    title_zh = "不支持的内容类型"
    advice = "Send one of the available content types, in UTF-8."


class OverShare(ServerError):
    """One client has too much waiting."""

    status = 429
    slug = "share"
    title = "Too many queries of this client are waiting"
    title_zh = "您的请求过多"
    advice = "Wait for earlier answers, at least as long as Retry-After says."


class QueueFull(ServerError):
    """Too much is waiting in all."""

    status = 503
    slug = "queue"
    title = "Too many queries are waiting"
    title_zh = "排队的查询过多"
    advice = "Send it again after the seconds that Retry-After says."


class TimeLimit(ServerError):
    """The query took longer than a query may."""

    status = 503
    slug = "time-limit"
    title = "The query reached the time limit"
    title_zh = "查询超时"
    advice = (
        "Make the query smaller: bind more terms, join on shared variables, or take a dump from /downloads."
    )


class MemoryLimit(ServerError):
    """The query took more memory than a query may."""

    status = 503
    slug = "memory-limit"
    title = "The query reached the memory limit"
    title_zh = "查询占用内存过多"
    advice = "Sort and group less at once, or take a dump from /downloads."


class NotReady(ServerError):
    """The service is starting or has lost its engine."""

    status = 503
    slug = "not-ready"
    title = "The service is not ready"
    title_zh = "服务尚未就绪"
    advice = "Send it again after the seconds that Retry-After says."


class StoreFailed(ServerError):
    """The store behind this server failed."""

    status = 502
    slug = "store"
    title = "The store behind this server failed"
    title_zh = "后端数据库出错"
    advice = "Nothing is wrong with the request as far as this server can tell; try again later."


class StoreSlow(ServerError):
    """The store behind this server did not answer in time."""

    status = 504
    slug = "store-slow"
    title = "The store behind this server was too slow"
    title_zh = "后端数据库响应超时"
    advice = "Make the query smaller, or try again later."


_OF_FAULT: Final[dict[str, type[ServerError]]] = {
    "syntax": QuerySyntax,
    "evaluation": QueryEvaluation,
    "update": UpdateRefused,
    "service": ServiceRefused,
    "too-large": TooLarge,
    "unknown-graph": UnknownGraph,
    "share": OverShare,
    "queue": QueueFull,
    "time": TimeLimit,
    "memory": MemoryLimit,
    "store": StoreFailed,
    "store-slow": StoreSlow,
    "not-ready": NotReady,
}


def of_fault(fault: QueryFault) -> ServerError:
    """The failure over HTTP that a fault of a query is."""
    kind = _OF_FAULT.get(fault.kind, ServerError)
    return kind(fault.message, line=fault.line, column=fault.column, retry_after=fault.retry_after)


def all_kinds() -> list[type[ServerError]]:
    """Every class of failure once, by status and slug: for the manual and the pages of problem types."""
    found: list[type[ServerError]] = [ServerError]
    for kind in found:
        found.extend(kind.__subclasses__())
    return sorted(found, key=lambda kind: (kind.status, kind.slug))
