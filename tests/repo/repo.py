"""What the tests of the repository share: where it lies, which files are its own, how a failure is said."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
NOT_OURS = {"build", ".git", "__pycache__", ".venv", "node_modules"}


def files(*folders):
    """The project's files under `folders` (default: all), relative to its root; git decides where it can."""
    listed = subprocess.run(["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *folders],
                            cwd=ROOT, capture_output=True)
    if listed.returncode == 0 and listed.stdout:
        names = [Path(name) for name in listed.stdout.decode("utf-8").split("\0") if name]
    else:
        names = [path.relative_to(ROOT) for folder in folders or ["."] for path in (ROOT / folder).rglob("*")]
    return sorted(name for name in names if (ROOT / name).is_file() and not NOT_OURS & set(name.parts))


def text_of(name):
    return (ROOT / name).read_text(encoding="utf-8", errors="replace")


def finish(complaints, checked):
    """Prints the complaints and ends the test; `checked` says what was looked at."""
    for complaint in complaints:
        print(complaint)
    print(f"{checked}: {'well' if not complaints else f'{len(complaints)} to mend'}")
    sys.exit(1 if complaints else 0)
