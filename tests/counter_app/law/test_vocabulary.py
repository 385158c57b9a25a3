"""Terms for machines: everything of the notice has one, and each rests on what the facts say."""

from __future__ import annotations

import pytest

from counter_app.app.world import RESOURCES
from counter_app.domain.consent import CHANNELS, CHOICES, AnswerState
from counter_app.law.vocabulary import FILE, VocabularyFault, load_vocabulary, read_vocabulary
from tests.builders import facts

TEXT = (RESOURCES / "consent" / FILE).read_text(encoding="utf-8")
DPV = "https://w3id.org/dpv#"


def test_every_purpose_and_provision_has_terms_on_the_basis_that_the_facts_give() -> None:
    rows = load_vocabulary(RESOURCES / "consent").rows

    assert set(rows) == {*facts().rows, "police"}
    for key, row in facts().rows.items():
        assert rows[key].basis == row.basis
        wanted = {"marketing": CHANNELS, "group": ("group_provision",), "": ()}[row.consent]
        assert rows[key].choices == tuple(wanted)
    assert rows["police"].basis == "law"


def test_states_notices_and_items_are_those_of_the_counter() -> None:
    terms = read_vocabulary(TEXT)

    assert set(terms.states) == {state.value for state in AnswerState}
    assert terms.states["ConsentGiven"] == DPV + "ConsentGiven"
    assert set(terms.notices) == {"signature", "paper"}
    assert {int(no) for no in terms.items} == {item.no for item in facts().items}
    assert {one for row in terms.rows.values() for one in row.choices} < set(CHOICES)


def test_the_mapping_is_that_of_the_tables() -> None:
    """DPV 2.2 has no term for an appraisal: ours stands beside its own."""
    rows = read_vocabulary(TEXT).rows

    assert rows["provide"].terms == (DPV + "RequestedServiceProvision", DPV + "PaymentManagement")
    assert rows["appraise_verify"].terms[-1] == "urn:trade-in-counter:terms:ArticleAppraisal"
    assert rows["investment"].terms == ("urn:trade-in-counter:terms:InvestmentStatistics",)
    assert read_vocabulary(TEXT).items["2"][0] == "https://w3id.org/dpv/pd#OfficialID"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("schema = 1", "schema = 2"),
        ('"dpv:CustomerCare"', '"xyz:CustomerCare"'),
        ('"own:ArticleAppraisal"', '"own:Unknown"'),
        ('"dpv:CustomerCare"', '"CustomerCare"'),
        ('9 = ["dpv:UncategorisedData"]', ""),
        ('cease_use = "own:RequestCeaseUse"', ""),
        ('basis = "law"', 'basis = "wish"'),
    ],
)
def test_a_table_with_a_hole_does_not_load(old: str, new: str) -> None:
    assert old in TEXT
    with pytest.raises(VocabularyFault):
        read_vocabulary(TEXT.replace(old, new))
