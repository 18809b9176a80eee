"""Golden files: what a format wrote when somebody last read it with care.

After a wanted change write them anew with SEURANTALO_WRITE_GOLDEN=1 and read the difference.
"""

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def same_as_golden(name, written):
    """Whether the bytes are those of the golden file, byte for byte."""
    file = FOLDER / name
    if os.environ.get("SEURANTALO_WRITE_GOLDEN"):
        FOLDER.mkdir(exist_ok=True)
        file.write_bytes(written)
    return file.read_bytes() == written
