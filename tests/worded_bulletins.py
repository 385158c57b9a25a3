"""Twenty bulletins in the words of a police station, and the articles of a shelf beside them.

Every number is made up and none stands on an article: only words can match. `means` names the
articles that an attentive manager would fetch for it. Words, weights and thresholds were tuned on
the first half; the second was only measured.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from counter_app.domain.article import Article
from counter_app.domain.bulletin import Bulletin, BulletinItem


def phone(maker: str, model: str, capacity: str, colour: str, damage: str = "") -> Article:
    """A smartphone on the shelf."""
    return Article("smartphone", maker, model, capacity, colour, damage=damage)


SHELF: dict[str, Article] = {
    "iphone 15 black": phone("Apple", "iPhone 15", "128GB", "ブラック"),
    "iphone 15 pink": phone("Apple", "iPhone 15", "256GB", "ピンク", "背面に傷"),
    "iphone 15 pro": phone("Apple", "iPhone 15 Pro", "256GB", "ナチュラルチタニウム"),
    "iphone 15 pro max": phone("Apple", "iPhone 15 Pro Max", "256GB", "ブルーチタニウム"),
    "iphone 14": phone("Apple", "iPhone 14", "128GB", "ミッドナイト"),
    "iphone 13 mini": phone("Apple", "iPhone 13 mini", "128GB", "レッド", "画面のひび割れ"),
    "iphone se": phone("Apple", "iPhone SE (第3世代)", "64GB", "スターライト"),
    "ipad": Article("tablet", "Apple", "iPad Air (第5世代)", "64GB", "パープル"),
    "apple watch": Article("smartwatch", "Apple", "Apple Watch Series 9 45mm", "", "ミッドナイト"),
    "macbook": Article("pc", "Apple", "MacBook Air M2", "256GB", "シルバー"),
    "xperia 1 v": phone("ソニー", "Xperia 1 V SO-51D", "256GB", "ブラック"),
    "xperia 10 v": phone("ソニー", "Xperia 10 V SO-52D", "128GB", "ラベンダー"),
    "xperia 5 iv": phone("ソニー", "Xperia 5 IV SO-54C", "128GB", "グリーン"),
    "galaxy s23": phone("サムスン", "Galaxy S23 SC-51D", "256GB", "ファントムブラック"),
    "galaxy s23 ultra": phone("サムスン", "Galaxy S23 Ultra SC-52D", "512GB", "グリーン"),
    "galaxy a54": phone("サムスン", "Galaxy A54 5G SC-53D", "128GB", "オーサムグラファイト"),
    "pixel 7a": phone("Google", "Pixel 7a", "128GB", "Sea"),
    "pixel 8": phone("Google", "Pixel 8", "128GB", "Obsidian", "背面に猫のステッカー"),
    "pixel 8 pro": phone("Google", "Pixel 8 Pro", "256GB", "Bay"),
    "sense 8": phone("シャープ", "AQUOS sense8 SH-54D", "128GB", "ライトカッパー"),
    "wish 3": phone("シャープ", "AQUOS wish3", "64GB", "ホワイト"),
    "aquos r8": phone("シャープ", "AQUOS R8 SH-52D", "256GB", "クリーム"),
    "redmi": phone("Xiaomi", "Redmi Note 13 Pro", "256GB", "ミッドナイトブラック"),
    "oppo": phone("OPPO", "Reno11 A", "128GB", "ダークグリーン"),
    "switch": Article("game_console", "任天堂", "Nintendo Switch 有機ELモデル", "64GB", "ホワイト"),
    "switch lite": Article("game_console", "任天堂", "Nintendo Switch Lite", "32GB", "コーラル"),
    "playstation": Article("game_console", "ソニー", "PlayStation 5 CFI-2000A", "1TB", "ホワイト"),
    "eos": Article("camera", "キヤノン", "EOS R6 Mark II", "", "ブラック", damage="底面に擦り傷"),
    "alpha": Article("camera", "ソニー", "α7 IV ILCE-7M4", "", "ブラック"),
    "seamaster": Article("watch", "オメガ", "シーマスター 300", "", "青", damage="文字板に傷"),
    "submariner": Article("watch", "ロレックス", "サブマリーナー 126610LN", "", "黒"),
    "bag": Article("bag", "ルイ・ヴィトン", "ネヴァーフル MM", "", "茶", damage="持ち手に染み"),
}


@dataclass(frozen=True)
class Worded:
    """One bulletin, and the articles that it means."""

    means: frozenset[str]
    item: BulletinItem

    @property
    def bulletin(self) -> Bulletin:
        """As it came."""
        return Bulletin("見本第1号", date(2026, 11, 20), "見本警察署", (self.item,))


def worded(*means: str, **told: str) -> Worded:
    """A bulletin of one article."""
    return Worded(frozenset(means), BulletinItem(**told))  # type: ignore[arg-type]  # words only


DEV = (
    worded(
        "iphone 15 black",
        goods="携帯電話機",
        maker="アップル社製",
        model="アイフォーン１５",
        colour="黒色",
    ),
    worded(
        "iphone 15 pro max",
        goods="スマホ",
        maker="Apple",
        model="アイフォン15プロマックス 256ギガ",
        colour="青",
    ),
    worded("xperia 1 v", goods="スマートフォン", maker="ＳＯＮＹ", model="エクスペリア１　Ｖ"),
    worded(
        "galaxy s23 ultra",
        goods="携帯電話",
        maker="サムスン電子",
        model="ギャラクシーＳ２３ウルトラ",
        colour="緑色",
    ),
    worded(
        "pixel 8",
        goods="携帯電話機",
        features="グーグル製ピクセル８、黒系、裏面に猫のシールが貼ってある",
    ),
    worded(
        "iphone 13 mini",
        goods="スマートフォン",
        model="ｉＰｈｏｎｅ１３ｍｉｎｉ",
        colour="赤",
        features="画面にヒビ割れあり",
    ),
    worded(
        "switch",
        goods="家庭用ゲーム機",
        maker="ニンテンドー",
        model="スイッチ（有機ＥＬ）",
        colour="白",
    ),
    worded(
        "eos",
        goods="デジタルカメラ",
        maker="キャノン",
        model="ＥＯＳ　Ｒ６　マーク２",
        features="底部に擦過傷",
    ),
    worded(
        "iphone se",
        goods="スマートフォン",
        maker="APPLE",
        model="アイフォンＳＥ第三世代",
        colour="白",
    ),
    worded(goods="スマートフォン", maker="アップル", model="アイフォン12プロ", colour="金色"),
)
"""The half that words, weights and thresholds were chosen with."""

HELD_BACK = (
    worded("iphone 14", goods="携帯電話機", maker="アップル", model="アイフォン14", colour="紺色"),
    worded(
        "galaxy a54",
        goods="携帯電話",
        features="ギャラクシーＡ５４、灰色がかった黒、保護フィルム付き",
    ),
    worded("sense 8", goods="スマートフォン", maker="ＳＨＡＲＰ", model="アクオス　ＳＨ５４Ｄ"),
    worded(
        "redmi", goods="スマホ", maker="シャオミー", model="レドミノート１３プロ", colour="黒色"
    ),
    worded("pixel 7a", goods="携帯電話機", maker="グーグル", model="ピクセル７ａ", colour="水色"),
    worded(
        "xperia 5 iv",
        goods="スマホ",
        maker="ソニー",
        model="エクスペリア５マーク４",
        colour="緑",
    ),
    worded(
        "playstation",
        goods="テレビゲーム機",
        maker="ソニー",
        model="プレステ５",
        colour="白色",
        text="箱なし、コントローラー１個",
    ),
    worded(
        "submariner",
        goods="時計",
        maker="ROLEX",
        model="サブマリーナデイト",
        colour="黒文字盤",
    ),
    worded(
        "bag",
        goods="手提げバッグ",
        maker="Louis Vuitton",
        model="ネバーフル",
        colour="茶色",
        features="取っ手にシミ",
    ),
    worded(goods="タブレット", maker="アップル", model="アイパッド第九世代", colour="銀"),
)
"""The half that was only measured."""
