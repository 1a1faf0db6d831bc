"""Where this server stands for the world."""

from starlette.requests import Request


def public_root(request: Request) -> str:
    """The public URL, without a slash at its end: as set, else as the request says."""
    public: str = request.app.state.settings.public_url
    return public.rstrip("/") or str(request.base_url).rstrip("/")
