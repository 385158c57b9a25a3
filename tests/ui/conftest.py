"""The look and the words for every test of the windows."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from counter_app.texts import TextCatalogues, Texts, load_texts
from ui.theme import Theme

RESOURCES = Path(__file__).parents[2] / "resources"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let Qt tell, without failing a test, what every window does without a display."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("does not support propagateSizeHints"))


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The look of the windows, in effect."""
    look = Theme.load(RESOURCES)
    look.apply(qapp)
    return look


@pytest.fixture(scope="session")
def catalogues() -> TextCatalogues:
    """The words in every language."""
    return load_texts(RESOURCES / "texts")


@pytest.fixture(params=["ja", "en"])
def texts(request: pytest.FixtureRequest, catalogues: TextCatalogues) -> Texts:
    """The words of each language in turn."""
    return catalogues.in_language(request.param)
