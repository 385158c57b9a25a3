"""The first set-up of a till: shop, permit, manager, and the notice's wording, read and approved.

No till is open yet, so that the page takes no desk: it tells what was typed, and is told what is
wrong with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from counter_app.services.set_up import Manager
from counter_app.settings import Settings
from counter_app.texts import Texts
from ui.theme import Theme
from ui.widgets.action_row import ActionRow
from ui.widgets.banner import Banner
from ui.widgets.card import Card
from ui.widgets.choice_field import ChoiceField
from ui.widgets.page_head import PageHead
from ui.widgets.screen_frame import ScreenFrame, ScrollColumn
from ui.widgets.text_field import TextField
from ui.widgets.wording import WordingReader

TEXT_FIELDS = (
    *("shop", "address", "permit_number", "permit_authority", "till"),
    *("manager_code", "manager_name", "pin", "pin_again"),
)
LANGUAGES = ("ja", "en")
"""Of the clerk's window; customers have more."""
PREFECTURES = 47
PIN_DIGITS = 4
"""What the pad at the counter takes."""

LONGEST_AUTHORITY = 40
FIELD_OF = {
    "shop_form": "shop",
    "address_form": "address",
    "permit_form": "permit_number",
    "till_code_form": "till",
    "staff_code_form": "manager_code",
    "staff_name_form": "manager_name",
    "pin_form": "pin",
}
"""At which field an error of the set-up is said; any other goes to the banner."""

_WIDE = ("address",)


@dataclass(frozen=True, slots=True)
class SetUpForm:
    """What the first manager typed.

    Attributes:
        approve: the manager read the wordings and approves them.
    """

    settings: Settings
    manager: Manager
    approve: bool


class FirstRunScreen(QWidget):
    """The form at the left, the wordings at the right.

    Attributes:
        ready: a SetUpForm, to be tried.
        language_chosen: the language of the screens, such as ja.
    """

    ready = Signal(object)
    language_chosen = Signal(str)

    def __init__(self, theme: Theme, texts: Texts, notice_texts: Mapping[str, str]) -> None:
        """An empty form.

        Args:
            theme: the look.
            texts: words of the first language.
            notice_texts: the notice's wording by language.
        """
        super().__init__()
        self._theme = theme
        self._texts = texts
        self._busy = False
        self._head = PageHead(theme)
        self._banner = Banner(theme)
        self._fields = {name: TextField(theme) for name in TEXT_FIELDS}
        for name, field in self._fields.items():
            field.field.setObjectName(name)
            field.edited.connect(self._edited)
        for name in ("pin", "pin_again"):
            self._fields[name].field.setEchoMode(QLineEdit.EchoMode.Password)
            self._fields[name].field.setMaxLength(PIN_DIGITS)
        self._prefecture = ChoiceField(theme)
        self._prefecture.setObjectName("prefecture")
        self._prefecture.chosen.connect(self._chose_prefecture)
        self._rows = ScrollColumn()
        self._language = ChoiceField(theme)
        self._language.setObjectName("language")
        self._wording = WordingReader(
            theme, {one: notice_texts[one] for one in sorted(notice_texts, key=_place)}
        )
        self._wording.approve.toggled.connect(self._show_ready)
        self._actions = ActionRow(theme)
        self._actions.primary.clicked.connect(self._send)
        ScreenFrame(self._body(), head=self._head, actions=self._actions).fill(self)
        self.relabel()
        self._language.set_key(texts.language)
        self.setFocusProxy(self._fields["shop"])
        self._language.chosen.connect(self._chose_language)

    def speak(self, texts: Texts) -> None:
        """Change the language; what was typed stays, what was wrong is told at the next try."""
        if texts.language != self._texts.language:
            self._forget_faults()
        self._texts = texts
        self.relabel()

    def relabel(self) -> None:
        """Set every word."""
        say = self._texts.say
        self._head.set_words(say("clerk.first_run.title"), say("clerk.first_run.line"))
        for name, field in self._fields.items():
            field.set_words(say(f"clerk.first_run.{name}"))
        self._prefecture.set_words(say("clerk.first_run.prefecture"))
        codes = [f"{number:02d}" for number in range(1, PREFECTURES + 1)]
        self._prefecture.set_choices([(code, say(f"clerk.prefecture.{code}")) for code in codes])
        self._language.set_words(say("clerk.first_run.language"))
        self._language.set_choices([(one, self._texts.name_of(one)) for one in LANGUAGES])
        self._wording.set_words(self._texts)
        self._actions.set_words(say("clerk.first_run.ready"), primary_icon="check")
        self._show_ready()

    def set_busy(self, *, busy: bool) -> None:
        """While the till is being made, nothing can be pressed."""
        self._busy = busy
        self._actions.set_busy(busy)

    def show_error(self, code: str, sentence: str) -> None:
        """Say what is wrong, at the field that it is about; what was typed stays."""
        name = FIELD_OF.get(code)
        if code == "prefecture_form":
            self._prefecture.setFocus()
        if name is None:
            self._banner.show_words("danger", sentence)
            return
        if code == "shop_form" and len(self._text("permit_authority")) > LONGEST_AUTHORITY:
            name = "permit_authority"
        self._show_fault(name, sentence)

    def _show_fault(self, name: str, sentence: str) -> None:
        """Say it at the field, and bring the field and its sentence into view."""
        self._fields[name].show_wrong(sentence)
        self._fields[name].setFocus()
        QTimer.singleShot(0, self._scroll_to_fault)  # once the sentence has its height

    @Slot()
    def _scroll_to_fault(self) -> None:
        for field in self._fields.values():
            if field.state == "wrong":
                self._rows.ensureWidgetVisible(field, 0, 8)
                return

    def _body(self) -> QVBoxLayout:
        form = Card(self._theme, margins=(20, 14, 12, 12))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(10)
        places: list[QWidget] = [self._fields["shop"], self._prefecture, self._fields["address"]]
        places += [self._fields[name] for name in ("permit_number", "till", "permit_authority")]
        places.append(self._language)
        places += [self._fields[name] for name in TEXT_FIELDS[5:]]
        wide = {self._fields[name] for name in _WIDE}
        line, side = 0, 0
        for part in places:
            if part in wide and side:
                line, side = line + 1, 0
            grid.addWidget(part, line, side, 1, 2 if part in wide else 1)
            side = 2 if part in wide else side + 1
            if side == 2:  # noqa: PLR2004 - both columns are taken
                line, side = line + 1, 0
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._rows.column.setContentsMargins(6, 6, 14, 6)
        self._rows.column.addLayout(grid)
        self._rows.column.addStretch(1)
        form.body.addWidget(self._rows)
        columns = QHBoxLayout()
        columns.setSpacing(16)
        columns.addWidget(form, 1)
        columns.addWidget(self._wording, 1)
        body = QVBoxLayout()
        body.setSpacing(12)
        body.addWidget(self._banner)
        body.addLayout(columns, 1)
        return body

    def _text(self, name: str) -> str:
        return self._fields[name].text().strip()

    @Slot()
    def _edited(self) -> None:
        self._forget_faults()
        self._show_ready()

    def _forget_faults(self) -> None:
        for field in self._fields.values():
            if field.state == "wrong":
                field.clear_state()
        self._banner.clear()

    @Slot()
    def _show_ready(self) -> None:
        left = []
        if not all(self._text(name) for name in TEXT_FIELDS) or not self._prefecture.key():
            left.append(self._texts.say("clerk.first_run.left.empty"))
        if not self._wording.approve.isChecked():
            left.append(self._texts.say("clerk.first_run.left.approve"))
        what = self._texts.say("clerk.join").join(left)
        self._actions.set_ready(
            not left and not self._busy, self._texts.say("clerk.left", what=what) if left else ""
        )

    @Slot(object)
    def _chose_prefecture(self, code: object) -> None:
        """The commission has the prefecture's name, except in parts of Hokkaido."""
        if self._texts.language == "ja" and not self._text("permit_authority"):
            name = self._texts.say(f"clerk.prefecture.{code}")
            self._fields["permit_authority"].set_text(
                self._texts.say("clerk.first_run.authority_of", prefecture=name)
            )
        self._show_ready()

    @Slot(object)
    def _chose_language(self, language: object) -> None:
        self.language_chosen.emit(str(language))

    @Slot()
    def _send(self) -> None:
        pin = self._fields["pin"].text()
        if pin != self._fields["pin_again"].text():
            self._show_fault("pin_again", self._texts.say("clerk.first_run.pin_differs"))
            return
        settings = Settings(
            shop=self._text("shop"),
            address=self._text("address"),
            permit_number=self._text("permit_number"),
            permit_authority=self._text("permit_authority"),
            prefecture=str(self._prefecture.key()),
            till=self._text("till"),
            language=str(self._language.key()),
        )
        manager = Manager(self._text("manager_code"), self._text("manager_name"), pin)
        approve = self._wording.approve.isChecked()
        self.ready.emit(SetUpForm(settings, manager, approve))


def _place(language: str) -> tuple[int, str]:
    """The order in which the wordings can be read: the clerk's languages first."""
    first = LANGUAGES.index(language) if language in LANGUAGES else len(LANGUAGES)
    return first, language
