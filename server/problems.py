"""The bodies of failures: the same facts as problem+json, text and HTML, made in one place."""

import json
import logging
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any, Final

from starlette.requests import Request
from starlette.responses import Response

from ontology.names import BASE
from server.errors import ServerError
from server.negotiate import parse_accept, quality_of

if TYPE_CHECKING:
    from collections.abc import Callable

log: Final = logging.getLogger("yuezhi.server")

#: The media type of RFC 9457.
PROBLEM_JSON = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Problem:
    """The facts of one failure, as every representation tells them."""

    status: int
    type: str
    title: str
    title_zh: str
    detail: str
    advice: str
    instance: str
    request_id: str | None
    facts: dict[str, Any]

    @classmethod
    def of(cls, error: ServerError, request: Request) -> "Problem":
        """The facts of `error`, which happened while answering `request`."""
        return cls(
            status=error.status,
            type=problem_type(error.slug),
            title=error.title,
            title_zh=error.title_zh,
            detail=error.detail,
            advice=error.advice,
            instance=request.url.path,
            request_id=request.scope.get("request_id"),
            facts=error.facts,
        )

    def as_json(self) -> str:
        """The problem as RFC 9457 has it, our own members after the registered ones."""
        members = {
            "type": self.type,
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": self.instance,
            "advice": self.advice,
            **self.facts,
            "request_id": self.request_id,
        }
        return (
            json.dumps({k: v for k, v in members.items() if v is not None}, ensure_ascii=False, indent=1)
            + "\n"
        )

    def as_text(self) -> str:
        """The problem for a terminal."""
        lines = [f"{self.status} {self.title}", "", self.detail]
        lines += [f"{name}: {_shown(value)}" for name, value in self.facts.items()]
        lines += ["", self.advice]
        if self.request_id:
            lines.append(f"request id: {self.request_id}")
        return "\n".join(lines) + "\n"

    def as_html(self) -> str:
        """The problem as a page that needs nothing else, where the site has no template for it."""
        heading = f"{self.status} {escape(self.title)}"
        rows = "".join(f"<dt>{escape(n)}</dt><dd>{escape(_shown(v))}</dd>" for n, v in self.facts.items())
        return (
            '<!doctype html><html lang="en"><meta charset="utf-8">'
            f"<title>{heading}</title><main><h1>{heading}</h1>"
            f'<p lang="zh">{escape(self.title_zh)}</p><pre>{escape(self.detail)}</pre>'
            f"<dl>{rows}</dl><p>{escape(self.advice)}</p></main></html>\n"
        )


def problem_type(slug: str) -> str:
    """The IRI of a kind of failure."""
    return f"{BASE}problem/{slug}"


def _shown(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def respond(error: ServerError, request: Request) -> Response:
    """The response that tells `request` of `error`, in the representation it prefers."""
    problem = Problem.of(error, request)
    ranges = parse_accept(request.headers.get("accept"))
    page: Callable[[Request, Problem], str] | None = getattr(request.app.state, "problem_page", None)
    makers: dict[str, Callable[[], str]] = {
        PROBLEM_JSON: problem.as_json,
        "application/json": problem.as_json,
        "text/html": (lambda: _page_of(page, request, problem)) if page else problem.as_html,
        "text/plain": problem.as_text,
    }
    # A failure is told even to a client that accepts no form of it; a page goes only to who names HTML.
    media_type = max(makers, key=lambda t: _wish(quality_of(ranges, t), t))
    headers = {**error.headers, "Vary": "Accept"}
    if media_type.startswith("text/"):
        media_type += "; charset=utf-8"
    body = makers[media_type.partition(";")[0]]()
    return Response(body, error.status, headers, media_type)


def _page_of(page: "Callable[[Request, Problem], str]", request: Request, problem: Problem) -> str:
    """The site's page of a failure, or a plain one: the page itself may be what fails."""
    try:
        return page(request, problem)
    except Exception:
        log.exception("request %s: the page of a failure failed", request.scope.get("request_id"))
        return problem.as_html()


def _wish(quality: tuple[float, int], media_type: str) -> tuple[float, int]:
    named = quality[1] == 3 or not media_type.startswith("text/")
    return quality if named else (0.0, 0)
