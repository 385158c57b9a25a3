"""One peer over many images, in the peer's own environment: a line of JSON for each image.

Usage: python id_peer_page.py PEER IMAGE...
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import time
from collections.abc import Callable


def tesseract() -> Callable[[str], str]:
    """The whole page by the command; the text comes by a pipe."""

    def read(image: str) -> str:
        words = ["tesseract", image, "stdout", "-l", "jpn+eng", "--psm", "11"]
        return subprocess.run(words, check=True, capture_output=True, text=True).stdout  # noqa: S603 - our own words

    return read


def rapidocr() -> Callable[[str], str]:
    """The whole page with the package's own settings."""
    engine = importlib.import_module("rapidocr").RapidOCR()
    return lambda image: "".join(engine(image).txts or ())


def fastmrz() -> Callable[[str], str]:
    """The machine-readable zone as lines."""
    engine = importlib.import_module("fastmrz").FastMRZ()
    return lambda image: str(engine.get_details(image, include_checkdigit=False, ignore_parse=True))


def passporteye() -> Callable[[str], str]:
    """The machine-readable zone as lines."""
    read_mrz = importlib.import_module("passporteye").read_mrz

    def read(image: str) -> str:
        found = read_mrz(image, save_roi=False)
        return str(found.aux.get("raw_text", "")) if found else ""

    return read


def main(peer: str, images: list[str]) -> None:
    """Print what the peer reads."""
    makers = {one.__name__: one for one in (tesseract, rapidocr, fastmrz, passporteye)}
    read = makers[peer]()
    for image in images:
        began = time.perf_counter()
        text = read(image)
        told = {"text": text, "seconds": time.perf_counter() - began}
        sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
