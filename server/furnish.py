"""Gives the application the site's own pages where else it would answer plainly."""

from dataclasses import fields

from fastapi import FastAPI
from starlette.requests import Request

from server import details, pages_query, rendering
from server.contexts_site import ProblemPage
from server.desk import Desk
from server.naming import Naming
from server.problems import Problem


def furnish(app: FastAPI) -> None:
    """Sets the pages that `server.app` and its routes look for."""
    app.state.problem_page = problem_page
    app.state.editor_page = pages_query.editor
    app.state.queries_page = pages_query.overview
    app.state.query_page = pages_query.one


def problem_page(request: Request, problem: Problem) -> str:
    """A failure as a page of the site; it asks the service nothing, as that may be what failed."""
    desk = Desk(request, request.url.path)
    title = problem.title_zh if desk.language.interface == "zh" else problem.title
    page = ProblemPage(
        title=title,
        naming=Naming(desk.language),
        problem=problem,
        detail=details.told(problem.detail, desk.language),
    )
    context = {field.name: getattr(page, field.name) for field in fields(page)}
    return rendering.render(page.template, desk.frame(page, "", ""), context)
