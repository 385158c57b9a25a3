"""What holds for every widget: a name, a target to hit, no word cut, in both languages."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from counter_app.texts import TextCatalogues, Texts
from tests.ui.widgets.kit import cut, nameless, settle, shown, small_targets
from ui.theme import Theme
from ui.widgets.action_row import ActionRow
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button, IconButton
from ui.widgets.camera_pane import CameraPane
from ui.widgets.card import Card, Rule, column, row
from ui.widgets.check_row import CheckRow
from ui.widgets.choice_card import ChoiceCard
from ui.widgets.choice_field import ChoiceField
from ui.widgets.condition_row import ConditionRow
from ui.widgets.count_row import CountRow
from ui.widgets.doubtful_field import DoubtfulField
from ui.widgets.empty_note import BusyNote, EmptyNote
from ui.widgets.field_row import FieldRow
from ui.widgets.icon import Badge, Icon
from ui.widgets.ledger_search import LedgerSearch
from ui.widgets.ledger_table import Column, LedgerLine, LedgerTable
from ui.widgets.offer_line import OfferLine
from ui.widgets.page_head import PageHead
from ui.widgets.paper_preview import PaperPage, PaperPreview
from ui.widgets.paragraphs import Paragraphs
from ui.widgets.pill import Pill
from ui.widgets.pin_pad import PinPad
from ui.widgets.scale import scale_text
from ui.widgets.signature_pad import SignaturePad
from ui.widgets.status_bar import StatusBar
from ui.widgets.step_rail import RailStep, StepRail
from ui.widgets.text import ElidedLabel, PlainLabel
from ui.widgets.text_field import TextField
from ui.widgets.tiles import BigTile, StaffTile

Made = Callable[[Theme, Texts], QWidget]


def action_row(theme: Theme, texts: Texts) -> QWidget:
    made = ActionRow(theme)
    made.set_words(texts.say("widget.agree_line"), back=texts.say("widget.previous_page"))
    made.set_ready(False, texts.say("widget.not_chosen"))
    return made


def banner(theme: Theme, texts: Texts) -> QWidget:
    made = Banner(theme)
    made.set_close_name(texts.say("widget.close"))
    made.show_words("warn", "一行目\n二行目です。", texts.say("widget.zoom_in"))
    return made


def choice_card(theme: Theme, texts: Texts) -> QWidget:
    made = ChoiceCard(theme, texts)
    made.set_words("Leaflets by post", "One or two a year, to the address above", must=False)
    return made


def choice_field(theme: Theme, texts: Texts) -> QWidget:
    made = ChoiceField(theme)
    made.set_words("Model")
    made.set_choices([("a", "A5"), ("b", "T2")])
    return made


def condition_row(theme: Theme, texts: Texts) -> QWidget:
    made = ConditionRow(theme, texts)
    made.set_words("画面", "ひび割れ")
    made.set_amount("−¥6,000")
    return made


def count_row(theme: Theme, texts: Texts) -> QWidget:
    made = CountRow(theme, texts)
    made.set_face("¥10,000", 10_000)
    made.set_count(99)
    return made


def doubtful_field(theme: Theme, texts: Texts) -> QWidget:
    made = DoubtfulField(theme, texts)
    made.show_reading(
        "住所", "見本市1-2-3", [3], raw="見木市1-2-3", changed_by="towns", forms={3: "71l"}
    )
    return made


def field_row(theme: Theme, texts: Texts) -> QWidget:
    made = FieldRow(theme, texts)
    made.set_words("Name")
    made.set_value("見本 太郎")
    return made


def offer_line(theme: Theme, texts: Texts) -> QWidget:
    made = OfferLine(theme, texts)
    made.show_line("Cracked screen", "A crack at the top right", "−¥106,000", icon="check")
    return made


def offer_line_of_the_clerk(theme: Theme, texts: Texts) -> QWidget:
    made = OfferLine(theme, texts, customer=False)
    made.show_line("画面", "ひび割れ", "−¥6,000")
    return made


def page_head(theme: Theme, texts: Texts) -> QWidget:
    made = PageHead(theme)
    made.set_words("本人確認書類", "黄色の項目だけ、書類の画像と見くらべてください。")
    made.add(Pill(theme, "warn", "確認 1項目", icon="alert-triangle"))
    return made


def paper_preview(theme: Theme, texts: Texts) -> QWidget:
    made = PaperPreview(theme, texts)
    made.set_pages([PaperPage(b"\xff" * 400, 10, 10, 40)] * 2)
    return made


def pin_pad(theme: Theme, texts: Texts) -> QWidget:
    made = PinPad(theme, texts)
    made.set_heading("PIN", "4")
    return made


def status_bar(theme: Theme, texts: Texts) -> QWidget:
    made = StatusBar(theme)
    made.set_visit("T01-0147")
    made.set_demo(texts.say("widget.may"))
    made.set_chip("printer", "check", texts.say("widget.chosen"))
    made.set_time("14:00")
    return made


def step_rail(theme: Theme, texts: Texts) -> QWidget:
    made = StepRail(theme, texts)
    made.set_brand("買取カウンター", "見本店・T01")
    made.set_steps(
        [RailStep(n, "Identity document", "Scan", "now", reachable=True) for n in range(6)]
    )
    made.add_foot(Button(theme, "rail", "English"))
    return made


def table(theme: Theme, texts: Texts) -> QWidget:
    made = LedgerTable(theme, [Column("no", 80), Column("what", 120, stretch=True)])
    made.set_headers(["番号", "品目"])
    made.set_lines([LedgerLine(1, (("000001", ""), ("スマートフォン", "黒")))])
    made.setAccessibleName("台帳")
    return made


def text_field(theme: Theme, texts: Texts) -> QWidget:
    made = TextField(theme)
    made.set_words("Occupation", help="As the customer says it")
    made.show_wrong("There is no such day. Correct the day, please; what was typed is kept.")
    return made


def tiles(theme: Theme, texts: Texts) -> QWidget:
    made = QWidget()
    tile, big = StaffTile(theme), BigTile(theme)
    tile.show_person("見本 太郎", "店長", "見")
    big.set_words("新しい買取を始める", "F2")
    made.setLayout(column(tile, big))
    return made


def buttons(theme: Theme, texts: Texts) -> QWidget:
    made = QWidget()
    words = texts.say("widget.signature_there")
    made.setLayout(
        row(
            Button(theme, "primary", words, icon="arrow-right", icon_right=True),
            Button(theme, "danger", words),
            Button(theme, "link", words, icon="pencil"),
            Button(theme, "chip", words),
            Button(theme, "secondary", words, customer=True, icon="eraser"),
            IconButton(theme, "pencil", words),
        )
    )
    return made


def words(theme: Theme, texts: Texts) -> QWidget:
    made = Card(theme)
    check, note, busy = CheckRow(theme), EmptyNote(theme, "clock"), BusyNote(theme)
    check.show_finding("有効期限", "あと1年4か月", "ok")
    note.set_words("待っている受付はありません", "F2 で新しい買取を始めます")
    busy.set_words("書類を読み取っています", "ふつうは2秒以内に終わります")
    busy.set_stop("やめる")
    for part in (
        *(PlainLabel(theme, "clerk.title", "gypq"), ElidedLabel(theme, text="長い言葉" * 40)),
        *(
            Paragraphs(theme, text="一つ目の段落。" * 20 + "\n\n二つ目。"),
            Pill(theme, "ok", "済み"),
        ),
        *(Icon(theme, "check"), Badge(theme, "clock"), Badge(theme, text="佐")),
        *(Rule(theme), check, note, busy),
    ):
        made.body.addWidget(part)
    return made


def camera_pane(theme: Theme, texts: Texts) -> QWidget:
    made = CameraPane(theme)
    made.show_state("starting", "書類を置いてください", "camera")
    return made


def signature_pad(theme: Theme, texts: Texts) -> QWidget:
    return SignaturePad(theme, texts)


def ledger_search(theme: Theme, texts: Texts) -> QWidget:
    made = LedgerSearch(theme)
    words = (texts.say(f"clerk.ledger.search{one}") for one in ("", "_hint", "_empty"))
    made.set_words(*words)
    made.field.setText("見本")
    return made


WIDGETS: dict[str, Made] = {
    made.__name__: made
    for made in (
        *(action_row, banner, buttons, camera_pane, choice_card, choice_field, condition_row),
        *(
            count_row,
            doubtful_field,
            field_row,
            ledger_search,
            offer_line,
            offer_line_of_the_clerk,
            page_head,
        ),
        *(paper_preview, pin_pad, signature_pad, status_bar, step_rail, table, text_field),
        *(tiles, words),
    )
}


@pytest.mark.parametrize("made", WIDGETS.values(), ids=WIDGETS.keys())
def test_names_targets_and_words(qtbot: QtBot, theme: Theme, texts: Texts, made: Made) -> None:
    widget = shown(qtbot, made(theme, texts), 0 if made is step_rail else 944)

    assert cut(widget) == []
    assert nameless(widget) == []
    # The status bar is 40 px high: its chips fill it (components.md, status bar).
    assert small_targets(widget, 40 if made is status_bar else 44) == []


@pytest.mark.parametrize("made", [offer_line, choice_card, text_field, words, buttons, action_row])
def test_larger_text_is_not_cut_and_goes_back(
    qtbot: QtBot, theme: Theme, texts: Texts, made: Made
) -> None:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.addWidget(made(theme, texts))
    layout.addStretch(1)
    shown(qtbot, page, 944, 1400)
    before = page.minimumSizeHint()

    scale_text(page, theme.larger_text_factor)
    settle()
    assert cut(page) == []
    assert page.minimumSizeHint().width() >= before.width()

    scale_text(page, 1.0)
    settle()
    assert cut(page) == []
    assert page.minimumSizeHint() == before


@pytest.mark.parametrize("made", WIDGETS.values(), ids=WIDGETS.keys())
def test_the_language_can_change(
    qtbot: QtBot, theme: Theme, catalogues: TextCatalogues, made: Made
) -> None:
    widget = shown(qtbot, made(theme, catalogues.in_language("ja")), 944)
    for part in (widget, *widget.findChildren(QWidget)):
        if hasattr(part, "retranslate"):
            part.retranslate(catalogues.in_language("en"))
    settle()

    assert cut(widget) == []
    assert nameless(widget) == []


def test_what_is_cut_nameless_or_small_is_found(qtbot: QtBot, theme: Theme) -> None:
    page = QWidget()
    tight = PlainLabel(theme, text="a long line of words")
    tight.setParent(page)
    tight.setFixedSize(30, 10)
    button = Button(theme)
    button.setParent(page)
    button.setFixedSize(20, 20)
    flow = Paragraphs(theme, text="many words " * 20)
    flow.setParent(page)
    flow.setFixedSize(60, 20)
    shown(qtbot, page, 300, 300)

    assert len(cut(page)) == 2
    assert nameless(page) == ["Button "]
    assert len(small_targets(page)) == 1
