"""What every page is made with: the service, the reader's language, links, and the frame around a page."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from functools import cache, cached_property
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from graph import release
from ontology import names
from server import jsonld, rendering
from server.contexts import Frame, Page
from server.languages import PAGE_LANGUAGES, Language, choose
from server.links import Links, link_header, representations
from server.naming import Naming, name_all
from server.public import public_root
from server.questions import Questions

#: What a page of ours may load and run: our own files, nothing inline, nobody else's.
CONTENT_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors "
)

#: A picture opened by itself may use its own style and nothing else.
PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


#: The entry of the navigation that things of a kind belong to, where their page does not say it.
_SECTIONS: Final = {
    "series": "campaigns",
    "campaign": "campaigns",
    "body": "bodies",
    "instrument": "documents",
    "agreement": "documents",
    "publication": "documents",
}


@cache
def version() -> str:
    """Version and date of the release, as a page and a citation tell them."""
    told = release.info()
    return f"{told.version} ({told.issued})"


@dataclass
class Desk:
    """One request for a page, with all that answers it."""

    request: Request
    path: str

    @cached_property
    def language(self) -> Language:
        """The languages of the page."""
        asked = self.request.query_params
        return choose(asked.get("lang"), asked.get("data"), self.request.headers.get("accept-language", ""))

    @cached_property
    def links(self) -> Links:
        """The maker of links: to the public URL where one is set, else to where the request came."""
        public = public_root(self.request)
        root = urlsplit(public).path
        asked = self.request.query_params
        carried = [("lang", self.language.interface)] if self.language.chosen else []
        carried += [("data", asked["data"])] if asked.get("data") in PAGE_LANGUAGES else []
        return Links(public, root, tuple(carried))

    @cached_property
    def questions(self) -> Questions:
        """Asks the service; what every page would ask alike is asked once for each release."""
        state = self.request.app.state
        if not hasattr(state, "kept_answers"):
            state.kept_answers = {}
        return Questions(state.service, state.kept_answers)

    @property
    def release(self) -> str:
        """The release that answers."""
        return str(self.request.app.state.service.release)

    async def naming(self, iris: Iterable[str]) -> Naming:
        """The names of the things on the page."""
        return await name_all(self.questions, self.language, iris)

    def etag(self, variant: str) -> str:
        """The tag of one variant of this path; it changes with all that shapes the answer."""
        told = (
            self.release,
            rendering.stamp(),
            self.path,
            str(self.request.query_params),
            variant,
            self.links.public_url,
        )
        return f'"{hashlib.sha256(chr(0).join(told).encode()).hexdigest()[:24]}"'

    def page_etag(self) -> str:
        """The tag of the page in the reader's languages."""
        return self.etag(f"html {self.language.interface} {self.language.data}")

    def unchanged(self, etag: str) -> Response | None:
        """The answer 304 when the client already has what `etag` names."""
        known = self.request.headers.get("if-none-match", "")
        tags = {tag.strip().removeprefix("W/") for tag in known.split(",")}
        if etag in tags or "*" in tags:
            return Response(status_code=304, headers={"ETag": etag, **self.varying()})
        return None

    def varying(self) -> dict[str, str]:
        """What the answer at this path depends on, and how long it may be kept unasked."""
        age = self.request.app.state.settings.max_age_s
        return {"Vary": "Accept, Accept-Language", "Cache-Control": f"public, max-age={age}, must-revalidate"}

    def _parameters(self) -> list[tuple[str, str]]:
        """The parameters of the address but the languages."""
        return [(k, v) for k, v in self.request.query_params.multi_items() if k not in ("lang", "data")]

    def switch(self) -> list[tuple[str, str]]:
        """This very page in each language."""
        others = self._parameters()
        return [
            (tag, f"{self.links.root}{self.request.scope['path']}?{urlencode([*others, ('lang', tag)])}")
            for tag in PAGE_LANGUAGES
        ]

    def frame(self, page: Page, iri: str, json_ld: str) -> Frame:
        """What stands around `page`."""
        told = self._parameters()
        alternates = [(u, t) for u, t in representations(self.path) if not u.endswith(".html")] if iri else []
        return Frame(
            title=page.title,
            path=self.path,
            language=self.language,
            links=self.links,
            release=version(),
            switch=self.switch(),
            alternates=[(self.links.file(url), media_type) for url, media_type in alternates],
            iri=iri,
            address=self.links.absolute(self.path) + (f"?{urlencode(told)}" if told else ""),
            json_ld=json_ld,
            cut=self.questions.cut,
            section=page.entry or _SECTIONS.get(names.kind_of(iri) or "", ""),
        )

    def show(self, page: Page, *, iri: str = "", json_ld: bytes = b"", framed: bool = False) -> Response:
        """The response that shows `page`; `iri` is what it is about, `framed` whether others may frame it."""
        told = json_ld or jsonld.of_page(page.title, self.links.absolute(self.path), self.language.interface)
        frame = self.frame(page, iri, told.decode().replace("<", "\\u003c"))
        context: dict[str, Any] = {field.name: getattr(page, field.name) for field in fields(page)}
        html = rendering.render(page.template, frame, context)
        headers = {
            "ETag": self.page_etag(),
            "Content-Language": self.language.interface,
            "Content-Security-Policy": CONTENT_POLICY + ("*" if framed else "'self'"),
            **self.varying(),
        }
        if iri:
            headers["Link"] = link_header(self.links, self.path, iri, "html")
        return HTMLResponse(html, 200, headers)
