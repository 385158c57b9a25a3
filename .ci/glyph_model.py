#!/usr/bin/env python3
"""Make resources/id_reading/glyphs.onnx: which form of a kanji a small picture shows.

    .ci/glyph_model.py SECONDS FONT_FOLDER...

draws the forms of glyphs.toml with every font named in FAMILIES that lies in the folders, trains a
small network for so many seconds, and prints how often it is right on designs that it never saw.
Needs torch 2.13, onnx, numpy, opencv, Pillow, fonttools and brotli in an environment of its own.
"""

from __future__ import annotations

import random
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import onnx  # type: ignore[import-not-found]  # never in the product's environment
import torch  # type: ignore[import-not-found]  # never in the product's environment
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # ships no types
from PIL import Image, ImageDraw, ImageFont

FOLDER = Path(__file__).parents[1] / "resources" / "id_reading"
SIDE = 48
EM = 64
BATCH = 128
OTHERS = (
    "田中山本村木小大川野原口太子一二三郎美花和正人之助介佳奈彩香"
    "文明信義光男雄ーアイカノハ々月日年号市区町"
)
BESIDE, PATTERNED, PACKED, MISCUT = 0.8, 0.4, 0.4, 0.4
"""Shares of pictures with a neighbour, on a pattern, packed as JPEG, cut between two signs."""

TRAINED = [
    "ipaexg.ttf",
    "ipaexm.ttf",
    "ipamjm.ttf",
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJK-Bold.ttc",
    "HanaMinA.ttf",
    "HanaMinB.ttf",
    "BIZUDMincho-Regular.ttf",
    "VL-Gothic-Regular.ttf",
    "migmix-1p-regular.ttf",
    "migmix-1p-bold.ttf",
    "Mplus1-Medium.otf",
    "MTLc3m.ttf",
    "sawarabi-gothic-medium.ttf",
    "sawarabi-mincho-medium.ttf",
    "umeplus-gothic.ttf",
    "YOzRS_.ttf",
    "MTLmr3m.ttf",
    "ume-tgo4.ttf",
    "ume-tmo3.ttf",
    "MPLUSRounded1c_400Regular.ttf",
    "KaiseiDecol_400Regular.ttf",
    "shippori-mincho-b1-japanese-400-normal.woff2",
    "zen-old-mincho-japanese-400-normal.woff2",
    "kosugi-maru-japanese-400-normal.woff2",
    "ibm-plex-sans-jp-japanese-400-normal.woff2",
    "kiwi-maru-japanese-400-normal.woff2",
]
HELD_OUT = [
    "BIZUDGothic-Regular.ttf",
    "BIZUDGothic-Bold.ttf",
    "NotoSerifCJK-Regular.ttc",
    "ZenMaruGothic_400Regular.ttf",
    "ZenKakuGothicNew_400Regular.ttf",
]
"""Designs for the examination only."""


class Drawings:
    """Each sign once in each font, black on white, with room around it."""

    def __init__(self, files: list[Path], signs: str) -> None:
        self.by_sign: dict[str, list[Any]] = {}
        for file in files:
            known = TTFont(file, fontNumber=0).getBestCmap()
            font = ImageFont.truetype(str(file), EM)
            for sign in signs:
                drawn = _drawn(sign, font) if ord(sign) in known else None
                if drawn is not None:
                    self.by_sign.setdefault(sign, []).append(drawn)


def _drawn(sign: str, font: Any) -> Any:
    page = Image.new("L", (EM * 2, EM * 2), 0)
    ImageDraw.Draw(page).text((EM, EM), sign, font=font, fill=255, anchor="mm")
    ink = np.array(page)
    return ink if ink.any() else None


class Camera:
    """Makes of a drawing what a camera and a cutter of signs make of print."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - pictures, no secrets
        self._noise = np.random.default_rng(seed)

    def picture(self, drawing: Any, beside: list[Any]) -> Any:
        """A cut-out of SIDE pixels, ready for the network."""
        draw = self._random
        strip = np.zeros((EM * 2, EM * 4), np.uint8)
        strip[:, EM : EM * 3] = drawing
        pitch = EM * draw.uniform(0.98, 1.35)
        for side, other in zip((-1, 1), beside, strict=True):
            moved = np.array([[1, 0, EM + side * pitch], [0, 1, 0]], np.float32)
            placed = cv2.warpAffine(other, moved, (EM * 4, EM * 2))
            strip = np.maximum(strip, placed if draw.random() < BESIDE else 0)
        ink = self._cut(strip)
        blur = draw.uniform(0.3, 1.5)
        ink = cv2.GaussianBlur(ink, (0, 0), blur).astype(np.float32) / 255
        return standard(self._lit(ink))

    def _cut(self, strip: Any) -> Any:
        draw = self._random
        size = draw.choice((18, 22, 26, 32, 40, 48))  # pixels of the em in the frame
        zoom = size / EM
        turn = cv2.getRotationMatrix2D((EM * 2, EM), draw.gauss(0, 1.5), zoom)
        turn[0, 0] *= draw.uniform(0.93, 1.07)
        side = max(16, round(size * draw.uniform(0.95, 1.2)))
        turn[0, 2] = side / 2 + size * draw.gauss(0, 0.05) - turn[0, :2] @ (EM * 2, EM)
        turn[1, 2] = side / 2 + size * draw.gauss(0, 0.04) - turn[1, :2] @ (EM * 2, EM)
        small = cv2.warpAffine(cv2.GaussianBlur(strip, (0, 0), 0.4 / zoom), turn, (side, side))
        return cv2.resize(small, (SIDE, SIDE), interpolation=cv2.INTER_CUBIC)

    def _lit(self, ink: Any) -> Any:
        draw = self._random
        paper, print_ = draw.uniform(120, 250), draw.uniform(10, 90)
        x, y = np.meshgrid(np.linspace(-1, 1, SIDE), np.linspace(-1, 1, SIDE))
        ground = paper + draw.uniform(-12, 12) * x + draw.uniform(-12, 12) * y
        if draw.random() < PATTERNED:  # a fine pattern, as cards have
            wave = np.sin(x * draw.uniform(4, 25) + y * draw.uniform(4, 25) + draw.random() * 6)
            ground += draw.uniform(2, 14) * wave
        grey = ground * (1 - ink) + min(print_, paper * 0.55) * ink
        grain = self._noise.normal(0, draw.uniform(0, 9), (SIDE // 2, SIDE // 2))
        grey = grey + cv2.resize(grain, (SIDE, SIDE)) + self._noise.normal(0, 2, (SIDE, SIDE))
        grey = np.clip(grey, 0, 255).astype(np.uint8)
        if draw.random() < PACKED:
            quality = [cv2.IMWRITE_JPEG_QUALITY, draw.randint(45, 90)]
            grey = cv2.imdecode(cv2.imencode(".jpg", grey, quality)[1], cv2.IMREAD_GRAYSCALE)
        return grey


def standard(grey: Any) -> Any:
    """Ink above zero, whatever the light: the same as in counter_app/id_reading/glyphs.py."""
    grey = grey.astype(np.float32)
    return (grey.mean() - grey) / (grey.std() + 4)


def network(classes: int) -> Any:
    """Four layers that look at strokes, one that decides."""
    nn = torch.nn
    layers: list[Any] = []
    for before, after, pool in ((1, 24, 2), (24, 48, 2), (48, 96, 2), (96, 96, 2)):
        stride = 2 if before == 1 else 1
        layers += [nn.Conv2d(before, after, 3, stride, 1, bias=False)]
        layers += [nn.BatchNorm2d(after), nn.ReLU()]
        layers += [nn.MaxPool2d(pool)] if before > 1 else []
    return nn.Sequential(*layers, nn.Flatten(), nn.Dropout(0.15), nn.Linear(96 * 9, classes))


def batch(drawings: Drawings, camera: Camera, classes: str, draw: random.Random) -> Any:
    """Pictures and their classes; the last class is any other sign, or a wrong cut."""
    pictures, wanted = [], []
    everything = list(drawings.by_sign)
    for _ in range(BATCH):
        place = draw.randrange(len(classes) + len(classes) // 12)
        sign = classes[place] if place < len(classes) else draw.choice(OTHERS)
        drawing = draw.choice(drawings.by_sign.get(sign) or [np.zeros((EM * 2, EM * 2), np.uint8)])
        if sign not in drawings.by_sign or place >= len(classes):
            place = len(classes)
            if draw.random() < MISCUT:  # between two signs
                drawing = np.roll(drawing, draw.choice((-1, 1)) * EM // 2, 1)
        beside = [draw.choice(drawings.by_sign[draw.choice(everything)]) for _ in range(2)]
        pictures.append(camera.picture(drawing, beside))
        wanted.append(place)
    shown = np.array(pictures, np.float32)[:, None]
    return torch.from_numpy(shown), torch.tensor(wanted)


def train(drawings: Drawings, classes: str, seconds: float) -> Any:
    """The network after so many seconds."""
    torch.manual_seed(1)
    model, camera, draw = network(len(classes) + 1), Camera(1), random.Random(1)  # noqa: S311 - pictures, no secrets
    best = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.02)
    start, steps = time.monotonic(), 0
    while (done := (time.monotonic() - start) / seconds) < 1:
        for group in best.param_groups:
            group["lr"] = 3e-3 * min(1, steps / 50) * (0.5 + 0.5 * np.cos(np.pi * done)) + 1e-5
        shown, wanted = batch(drawings, camera, classes, draw)
        loss = torch.nn.functional.cross_entropy(model(shown), wanted, label_smoothing=0.02)
        best.zero_grad()
        loss.backward()
        best.step()
        steps += 1
        if steps % 100 == 0:
            sys.stdout.write(f"{steps} steps, loss {loss.item():.3f}\n")
            sys.stdout.flush()
    return model.eval()


def examine(model: Any, drawings: Drawings, groups: list[dict[str, str]], classes: str) -> float:
    """Print each group's balanced accuracy on the held-out designs; the best temperature."""
    camera, draw = Camera(2), random.Random(2)  # noqa: S311 - pictures, no secrets
    chances: list[Any] = []
    places: list[int] = []
    right: dict[str, list[float]] = {}
    for group in groups:
        forms = [sign for sign in group["forms"] if sign in drawings.by_sign]
        own = [classes.index(sign) for sign in group["forms"]] + [len(classes)]
        for sign in forms:
            everything = list(drawings.by_sign.values())
            shown = [
                camera.picture(drawing, [draw.choice(draw.choice(everything)) for _ in range(2)])
                for drawing in drawings.by_sign[sign]
                for _ in range(6)
            ]
            with torch.no_grad():
                scores = model(torch.from_numpy(np.array(shown, np.float32)[:, None]))[:, own]
            at = own.index(classes.index(sign))
            right.setdefault(group["forms"], []).append(
                float((scores.argmax(1) == at).float().mean())
            )
            chances += list(scores)
            places += [at] * len(shown)
    for told, shares in right.items():
        sys.stdout.write(f"{told} {len(shares)} seen {100 * sum(shares) / len(shares):.1f} %\n")
    return _temperature(chances, places)


def _temperature(chances: list[Any], places: list[int]) -> float:
    def loss(heat: float) -> float:
        return -sum(
            float(torch.log_softmax(one / heat, 0)[at])
            for one, at in zip(chances, places, strict=True)
        )

    heat = min((0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.15, 1.3, 1.5, 1.8, 2.2), key=loss)
    sure = [
        (float(p.max()), int(p.argmax()) == at)
        for one, at in zip(chances, places, strict=True)
        for p in [torch.softmax(one / heat, 0)]
    ]
    for bound in (0.0, 0.9, 0.95, 0.98, 0.99, 0.995, 0.998):
        kept = [ok for chance, ok in sure if chance >= bound]
        sys.stdout.write(
            f"from {bound}: {len(kept)}/{len(sure)}, right {100 * np.mean(kept):.2f} %\n"
        )
    return heat


def save(model: Any, heat: float, classes: str) -> None:
    """The model with its classes; weights in half precision, to stay under a megabyte."""
    with torch.no_grad():
        model[-1].weight /= heat
        model[-1].bias /= heat
    file = FOLDER / "glyphs.onnx"
    torch.onnx.export(
        model,
        (torch.zeros(2, 1, SIDE, SIDE),),
        str(file),
        input_names=["x"],
        output_names=["y"],
        dynamic_axes={"x": {0: "n"}, "y": {0: "n"}},
        dynamo=False,
        opset_version=17,
    )
    made = onnx.load(str(file))
    onnx.helper.set_model_props(made, {"character": classes})
    _halved(made.graph)
    onnx.save(made, str(file))


def _halved(graph: Any) -> None:
    casts = []
    for weights in graph.initializer:
        if weights.data_type == onnx.TensorProto.FLOAT:
            name = weights.name
            half = onnx.numpy_helper.to_array(weights).astype(np.float16)
            weights.CopyFrom(onnx.numpy_helper.from_array(half, f"{name}_half"))
            cast = onnx.helper.make_node(
                "Cast", [f"{name}_half"], [name], to=onnx.TensorProto.FLOAT
            )
            casts.append(cast)
    nodes = list(graph.node)
    del graph.node[:]
    graph.node.extend([*casts, *nodes])


def main() -> None:
    """Draw, train, examine, save."""
    seconds, folders = float(sys.argv[1]), sys.argv[2:]
    files = {file.name: file for folder in folders for file in Path(folder).rglob("*.*")}
    groups = tomllib.loads((FOLDER / "glyphs.toml").read_text())["groups"]
    classes = "".join(group["forms"] for group in groups)
    drawings = Drawings([files[name] for name in TRAINED if name in files], classes + OTHERS)
    held_out = Drawings([files[name] for name in HELD_OUT if name in files], classes)
    torch.set_num_threads(2)
    model = train(drawings, classes, seconds)
    save(model, examine(model, held_out, groups, classes), classes)


if __name__ == "__main__":
    main()
