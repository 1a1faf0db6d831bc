"""The committed release is what the build gives, byte for byte, in every way of running."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from mappings import texts

ROOT = Path(__file__).parents[1]
RELEASE = ROOT / "graph" / "release"

pytestmark = [pytest.mark.sources, pytest.mark.slow]
needs_texts = pytest.mark.skipif(
    "YUEZHI_SOURCES" not in os.environ or any(t.state != "here" for t in texts.status()),
    reason="needs the five documents: set YUEZHI_SOURCES to their folder",
)


def built(out: Path, *options: str, seed: str = "0") -> dict[str, bytes]:
    """The files of a release built anew into `out`, with work files of its own."""
    code = (
        "import sys; from pathlib import Path; from graph.build import build; "
        "build(None, Path(sys.argv[1]) / 'release', jobs=int(sys.argv[2]), work=Path(sys.argv[1]) / 'work')"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    jobs = options[0] if options else "1"
    subprocess.run([sys.executable, "-c", code, str(out), jobs], check=True, cwd=ROOT, env=environment)
    return files(out / "release")


def files(folder: Path) -> dict[str, bytes]:
    """Name and bytes of every file."""
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}


@needs_texts
def test_the_build_equals_the_release(tmp_path: Path) -> None:
    """`yuezhi build` gives graph/release again."""
    made, kept = built(tmp_path), files(RELEASE)
    assert sorted(made) == sorted(kept)
    assert [name for name in kept if made[name] != kept[name]] == []


@needs_texts
def test_neither_hash_seed_nor_jobs_change_a_byte(tmp_path: Path) -> None:
    """Another PYTHONHASHSEED and two processes give the same release."""
    assert built(tmp_path, "2", seed="4711") == files(RELEASE)


def test_the_release_holds_no_sentence_and_no_large_file() -> None:
    """Figures as written are at most 60 characters; files stay under 2 MB."""
    assert max(path.stat().st_size for path in RELEASE.glob("*.trig")) < 2_000_000
    for path in RELEASE.glob("*.trig"):
        assert "annotation#exact" not in path.read_text(encoding="utf-8")
        assert "ns/oa#exact" not in path.read_text(encoding="utf-8")
