"""Every key in every language, with the same facts; every key and code of the program has words."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from counter_app.texts import MissingText, TextCatalogues, TextsFault, load_texts, placeholders

ROOT = Path(__file__).parents[2]
TEXTS = ROOT / "resources" / "texts"
RAISED = frozenset({"WrongInput", "Refused", "NotPossibleNow", "IntegrityFault", "CounterError"})
"""What people at a counter are told. HQ has classes of its own, whose codes are for machines and
for HQ's officers and have no words."""

WIRE = frozenset({"WireFault", "RequestRefused"})
"""What till and HQ say to each other: a code either has words, or a reason why nobody hears it."""

NEVER_TOLD = {
    "batch_too_large": "the till's outbox answers it by sending fewer acts",
    "batch_malformed": "only HQ takes a batch apart; a till that sent one is told hq_refused",
    "enrolment_malformed": "only HQ reads a request to be enrolled; the till is told hq_refused",
    "request_digest": "only HQ judges a request; the till is told hq_refused",
    "request_not_signed": "only HQ judges a request; the till is told hq_refused",
    "till_not_enrolled": "only HQ judges a request; the till is told hq_refused",
}

NOT_LITERAL = {
    "counter_app/documents/paper_file.py": ("disk_full", "paper_not_written"),
    "counter_app/domain/customer.py": (),  # plain_text is handed the code: CODE_ARGUMENT
    "counter_app/domain/guardian.py": (
        *("guardian_form", "guardian_name_missing", "guardian_relation_missing"),
        *("guardian_address_missing", "guardian_phone_missing", "guardian_document_missing"),
        *("guardian_original_missing", "guardian_paper_missing", "guardian_statement_missing"),
        *("guardian_signature_missing", "guardian_call_missing"),
    ),
    "counter_app/id_reading/process.py": ("image_unreadable", "image_too_large"),
    "counter_app/services/scanning.py": (),  # why a reading was refused: READER_CODES
    "counter_app/services/visit_rules.py": (
        *("identity_required", "particulars_missing", "article_incomplete", "offer_not_agreed"),
        *("consent_missing", "guardian_consent_missing", "guardian_consent_stale"),
        *("approval_needed", "paper_not_signed", "name_not_written"),
        # and the law's own codes: LAW_CODES
    ),
    "ui/document_camera.py": (),  # READER_CODES and LAW_CODES
    "ui/document_typing.py": ("document_refused", "health_insurance_card", "pension_book"),
    "ui/screens/article.py": ("bulletin_match", "bulletin_similar"),
    "ui/screens/morning.py": (),  # codes that the doctor was told, each literal where it is raised
    "ui/screens/payout.py": (),  # the law's own codes: LAW_CODES
}
"""The files that raise a code which they were given, and what it can be."""

CODE_ARGUMENT = {"plain_text": 1}
"""Functions that are handed the code which they raise: the place of the code."""

LAW_CODES = (
    *("identity_required", "document_expired", "document_refused", "document_no_address"),
    *("particulars_missing", "minor_without_guardian", "category_not_permitted"),
    *("place_not_allowed", "precious_metal_cash", "unknown_goods", "unknown_document"),
)
READER_CODES = (
    *("unsupported_kind", "my_number_back", "combined_back", "health_insurance_card"),
    *("pension_book", "look_only", "no_card"),
)
"""The codes of a decision of the law and of a refused reading: they are raised without facts."""

BETWEEN = (".join", ".between", ".notice.used")
"""Ends of the keys of what stands before or between the words of a list, with its own blank."""

HEADER = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'


@dataclass(frozen=True)
class Use:
    """One place in the code that needs words: its key, and the facts it gives, if they are seen."""

    where: str
    key: str
    facts: frozenset[str] | None


def uses_in(source: str, where: str) -> Iterator[Use]:
    """The keys that a source file asks for, by `say("...")` and by the codes that it raises."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        name = node.func.id if isinstance(node.func, ast.Name) else name
        place = CODE_ARGUMENT.get(name, 0)
        if len(node.args) <= place or name not in {"say", *RAISED, *WIRE, *CODE_ARGUMENT}:
            continue
        given = node.args[place]
        if not isinstance(given, ast.Constant) or not isinstance(given.value, str):
            continue
        open_facts = name in CODE_ARGUMENT or any(word.arg is None for word in node.keywords)
        facts = frozenset(word.arg for word in node.keywords if word.arg is not None)
        if name in WIRE and given.value in NEVER_TOLD:
            continue
        key = given.value if name == "say" else f"error.{given.value}"
        yield Use(f"{where}:{node.lineno}", key, None if open_facts else facts)


def codes_not_literal(source: str) -> bool:
    """Whether a source file raises an error whose code does not stand there."""
    return any(
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in RAISED | WIRE
        and not (node.args and isinstance(node.args[0], ast.Constant))
        for node in ast.walk(ast.parse(source))
    )


def program_files() -> Iterator[tuple[str, str]]:
    """Every source file of the program: where it is, and its text."""
    for folder in ("counter_app", "ui"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")


def program_uses() -> list[Use]:
    return [use for where, source in program_files() for use in uses_in(source, where)]


def faults_of(uses: list[Use], sentences: Mapping[str, str]) -> list[str]:
    """What would go wrong: a key without words, or a sentence that is not given its facts."""
    faults = []
    for use in uses:
        if use.key not in sentences:
            faults.append(f"{use.where}: no words for {use.key}")
        elif use.facts is not None and not placeholders(sentences[use.key]) <= use.facts:
            faults.append(f"{use.where}: {use.key} needs {set(placeholders(sentences[use.key]))}")
    return faults


def shipped(language: str) -> dict[str, str]:
    """Key to sentence of one shipped language, read by Babel and not by the code under test."""
    sentences: dict[str, str] = {}
    for path in sorted((TEXTS / language).glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file):
                if message.id:
                    assert message.id not in sentences
                    sentences[str(message.id)] = str(message.string)
    return sentences


def catalogues(folder: Path, **files: str) -> TextCatalogues:
    """Catalogues of small files: `ja_errors` becomes ja/errors.po."""
    for name, body in files.items():
        language, area = name.split("_")
        (folder / language).mkdir(exist_ok=True)
        (folder / language / f"{area}.po").write_text(HEADER + body, encoding="utf-8")
    return load_texts(folder)


def test_every_key_stands_in_every_language_with_the_same_facts() -> None:
    japanese, english = shipped("ja"), shipped("en")

    assert japanese.keys() == english.keys()
    assert len(japanese) > 100
    for key, sentence in japanese.items():
        assert placeholders(sentence) == placeholders(english[key]), key


def test_the_program_speaks_what_is_shipped() -> None:
    texts = load_texts(TEXTS)

    assert texts.for_clerks == ("en", "ja")
    assert texts.for_customers == ("ja", "ja-easy", "en", "zh-Hans", "vi")
    assert set(texts.for_customers) == set(texts.languages)
    for language in texts.languages:
        for key, sentence in shipped(language).items():
            facts = dict.fromkeys(placeholders(sentence), "X")
            assert texts.in_language(language).say(key, **facts).strip()


def test_no_sentence_is_empty_or_padded() -> None:
    for language in load_texts(TEXTS).languages:
        for key, sentence in shipped(language).items():
            if not key.endswith(BETWEEN):
                assert sentence == sentence.strip() != "", (language, key)
            if key.startswith("error."):  # a label may keep its number apart by two blanks
                assert "  " not in sentence, (language, key)


def test_every_error_says_what_happened_and_then_what_to_do() -> None:
    for language, end in (("ja", "。"), ("en", (".", ")"))):
        errors = {key: s for key, s in shipped(language).items() if key.startswith("error.")}
        assert len(errors) > 50
        for key, sentence in errors.items():
            what_happened, *what_to_do = sentence.split("\n")
            assert what_happened.endswith(end), (language, key)
            assert len(what_to_do) == 1, (language, key)
            assert len(what_to_do[0]) > 10, (language, key)


def test_errors_show_no_code() -> None:
    for language in ("ja", "en"):
        for key, sentence in shipped(language).items():
            code = key.removeprefix("error.")
            assert "_" not in code or code not in sentence, (language, key)


def test_every_key_and_every_error_code_of_the_program_has_words() -> None:
    uses = program_uses()

    assert len(uses) > 100
    for language in ("ja", "en"):
        assert faults_of(uses, shipped(language)) == [], language


def test_every_code_that_does_not_stand_where_it_is_raised_is_known_here() -> None:
    found = {where for where, source in program_files() if codes_not_literal(source)}

    assert found == NOT_LITERAL.keys()
    sentences = shipped("ja")
    for codes in NOT_LITERAL.values():
        for code in codes:
            assert placeholders(sentences[f"error.{code}"]) == frozenset(), code
    assert codes_not_literal("raise Refused(code)")  # the control
    assert codes_not_literal("raise WrongInput(code, length=3)")
    assert not codes_not_literal('raise Refused("pin_wrong", left=left)')


def test_every_reason_for_a_code_without_words_is_still_needed() -> None:
    raised = {
        node.args[0].value
        for _where, source in program_files()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in WIRE
        and node.args
        and isinstance(node.args[0], ast.Constant)
    }

    assert raised & NEVER_TOLD.keys() == NEVER_TOLD.keys()
    assert not {f"error.{code}" for code in NEVER_TOLD} & shipped("ja").keys()


def test_every_code_of_the_law_and_of_the_reader_has_words_that_need_no_facts() -> None:
    for language in ("ja", "en"):
        sentences = shipped(language)
        for code in (*LAW_CODES, *READER_CODES, "article_incomplete"):
            assert placeholders(sentences[f"error.{code}"]) == frozenset(), code


def test_the_scan_sees_keys_codes_and_facts_without_words() -> None:
    planted = (
        'texts.say("clerk.not_there")\n'
        'raise WrongInput("never_heard_of")\n'
        'plain_text(name, "form_of_nothing")\n'
        'raise Refused("pin_wrong", right=3)\n'
        'raise Refused("pin_wrong", left=3)\n'
        'raise errors.IntegrityFault("also_unknown")\n'
        'raise WireFault("batch_malformed")\n'
        'raise WireFault("new_on_the_wire")\n'
    )

    faults = faults_of(list(uses_in(planted, "planted.py")), shipped("ja"))

    assert sorted(faults) == [
        "planted.py:1: no words for clerk.not_there",
        "planted.py:2: no words for error.never_heard_of",
        "planted.py:3: no words for error.form_of_nothing",
        "planted.py:4: error.pin_wrong needs {'left'}",
        "planted.py:6: no words for error.also_unknown",
        "planted.py:8: no words for error.new_on_the_wire",
    ]


def test_facts_are_put_in_and_dates_are_worded(tmp_path: Path) -> None:
    texts = catalogues(
        tmp_path,
        ja_errors='msgid "a.b"\nmsgstr "あと{left}回、{day}まで"\n',
        en_errors='msgid "a.b"\nmsgstr "{left} left, until {day}"\n',
    )
    facts = {"left": 3, "day": date(2026, 11, 22), "unused": "x"}

    assert texts.in_language("ja").say("a.b", **facts) == "あと3回、2026年11月22日まで"
    assert texts.in_language("en").say("a.b", **facts) == "3 left, until November 22, 2026"


def test_a_fact_is_never_taken_for_a_placeholder(tmp_path: Path) -> None:
    texts = catalogues(tmp_path, en_errors='msgid "a"\nmsgstr "name {name}"\n').in_language("en")

    assert texts.say("a", name="{left} %s <b>") == "name {left} %s <b>"


def test_a_missing_key_fact_or_language_is_a_bug(tmp_path: Path) -> None:
    texts = catalogues(tmp_path, en_errors='msgid "a"\nmsgstr "{left}"\n')

    with pytest.raises(MissingText, match="b"):
        texts.in_language("en").say("b")
    with pytest.raises(MissingText, match="left"):
        texts.in_language("en").say("a")
    with pytest.raises(MissingText, match="fr"):
        texts.in_language("fr")
    assert issubclass(MissingText, KeyError)


def test_a_key_is_known_or_not(tmp_path: Path) -> None:
    texts = catalogues(tmp_path, en_errors='msgid "a"\nmsgstr "A"\n').in_language("en")

    assert texts.has("a")
    assert not texts.has("b")


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ('msgid "a"\nmsgstr ""\n', "empty or fuzzy"),
        ('#, fuzzy\nmsgid "a"\nmsgstr "A"\n', "empty or fuzzy"),
        ('msgid "a"\nmsgid_plural "as"\nmsgstr[0] "A"\n', "plural"),
        ('msgid "a"\nmsgstr "A\n', "errors.po"),
    ],
)
def test_a_catalogue_that_is_not_whole_does_not_load(
    tmp_path: Path, body: str, reason: str
) -> None:
    with pytest.raises(TextsFault, match=reason):
        catalogues(tmp_path, ja_errors=body)


def test_a_key_in_two_files_does_not_load(tmp_path: Path) -> None:
    with pytest.raises(TextsFault, match="two files"):
        catalogues(tmp_path, ja_a='msgid "a"\nmsgstr "A"\n', ja_b='msgid "a"\nmsgstr "B"\n')


def test_a_folder_without_languages_does_not_load(tmp_path: Path) -> None:
    with pytest.raises(TextsFault, match="no language"):
        load_texts(tmp_path)
