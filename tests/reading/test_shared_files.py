from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.reading.small_request import FILES, facts, place_after, read_with
from workflow.core.authority_table import AuthorityItem, look_up
from workflow.core.expressions import UnsetName
from workflow.core.field_types import Lookups
from workflow.core.letters import PLAIN, Letterhead
from workflow.core.registers import RegisterSpec, parse_row
from workflow.core.text import Text
from workflow.reading.folder import read_folder
from workflow.reading.shapes.kinds import KINDS, Kind, schema

LIBRARY = read_folder(FILES)
NAMES = {
    "organisation": "organisation.yaml",
    "authority": "authority.yaml",
    "calendar": "calendars/gov.yaml",
    "register": "registers/partners.yaml",
}

# The file, what is replaced, by what, rule and code of the one finding, and the text at which it points.
BROKEN = [
    ("organisation", "parent: school", "parent: shool", "L02 unknown_unit", "shool,"),
    ("organisation", "parent: school", "parent: office", "L02 unit_below_itself", "office, head"),
    ("organisation", "head: president}", "head: staff}", "L02 post_not_there", "staff}"),
    ("organisation", "head: president}", "head: presidents}", "L02 unknown_post", "presidents}"),
    ("organisation", "{id: staff", "{id: head", "L01 duplicate_id", "head, label: {zh-TW: 承"),
    ("organisation", "level: 4, units: [office]", "level: 4, units: [ofice]", "L02 unknown_unit", "ofice]"),
    ("organisation", "units: [school]", "units: school", "L01 not_list", "school}"),
    ("organisation", "prefix: OIA", "prefix: [OIA]", "L01 not_text", "prefix: ["),
    ("organisation", "prefix: OIA", "prefix: the office", "L01 bad_mail_prefix", "the office"),
    ("organisation", "prefix: OIA", 'prefix: "=?utf-8?q?x?="', "L01 bad_mail_prefix", '"=?'),
    ("organisation", "en: Office mail", 'en: "Office\\nBcc: x"', "L01 bad_mail_sender", '"Office'),
    ("organisation", ", en: Office mail", "", "L20 missing_language", "sender"),
    ("authority", "post: head, of: office", "post: heads, of: office", "L02 unknown_post", "heads,"),
    ("authority", "post: president, of: school", "post: head, of: school", "L02 post_not_there", "head, of: school"),
    ("authority", "in_name_of: president", "in_name_of: pope", "L02 unknown_post", "pope"),
    ("authority", "data.amount > 10000", "data.sum > 10000", "L02 expression_unknown_name", "data.sum"),
    ("authority", "else: true", "else: false", "L01 not_one_of", "false, decider"),
    ("authority", 'ceiling: "10000"', "ceiling: much", "L01 wrong_output", "much"),
    ("authority", "meeting: true, ", "", "L01 missing_key", "{when"),
    ("authority", "meeting: true, ", "lunch: true, meeting: true, ", "L02 unknown_output", "true, meeting"),
    ("register", "key: domain", "key: domian", "L02 unknown_column", "domian"),
    ("register", "[name_en, country]", "[name_zh, country]", "L02 unknown_column", "name_zh"),
    ("register", "type: country", "type: contry", "L01 not_one_of", "contry"),
    ("register", "key: domain", "key: domain\nmay_change: [staf]", "L02 unknown_post", "staf]"),
    ("calendar", "working: false", "working: no", "L01 not_true_or_false", "no, why"),
    ("calendar", "2026-10-09", "2026-13-09", "L01 bad_date", '"2026-13'),
    ("calendar", "working: false", 'working: false, hours: ["08:00-12:00"]', "L01 calendar_bad_hours", "hours"),
]


@pytest.mark.parametrize(("kind", "old", "new", "finding", "at"), BROKEN)
def test_a_broken_shared_file_is_refused_at_its_place(kind: str, old: str, new: str, finding: str, at: str) -> None:
    library = read_with(old, new, NAMES[kind])
    own = [facts(it) for it in library.findings if it.file == NAMES[kind]]
    assert own == [(*finding.split(), *place_after(old, new, at, NAMES[kind]))]


@pytest.mark.parametrize("kind", ["authority", "register", "calendar"])
def test_a_broken_shared_file_is_not_blamed_on_the_processes(kind: str) -> None:
    library = read_with("version: 1" if kind != "calendar" else "source: none", "x: 1", NAMES[kind])
    assert {it.file for it in library.findings} == {NAMES[kind]}


def test_an_organisation_gives_units_and_posts() -> None:
    assert LIBRARY.organisation is not None
    office = LIBRARY.organisation.units["office"]
    assert (office.parent, office.head, LIBRARY.organisation.posts["head"].units) == ("school", "head", ("office",))


def test_a_calendar_gives_the_layer_of_its_days() -> None:
    assert not LIBRARY.calendars["gov"].days[date(2026, 10, 9)].working


@pytest.mark.parametrize(("amount", "post", "ceiling"), [("10000", "head", "10000"), ("10001", "president", "50000")])
def test_the_first_row_that_fits_says_who_decides(amount: str, post: str, ceiling: str) -> None:
    row = look_up(item(), {"amount": Decimal(amount), "kind": "visit"})
    assert (row.decider_post, row.values["ceiling"]) == (post, Decimal(ceiling))


def test_nobody_decides_while_an_input_is_unset() -> None:
    with pytest.raises(UnsetName):
        look_up(item(), {"kind": "visit"})


def test_a_process_must_have_the_inputs_of_its_authority_item() -> None:
    library = read_with("inputs: {", "inputs: {level: {type: text}, ", "authority.yaml")
    assert [(it.code, it.params["name"]) for it in library.findings] == [("unknown_field", "level")]


def test_an_option_that_the_authority_table_does_not_know_is_refused() -> None:
    library = read_with("[visit, event, other]", "[visit, other]", "authority.yaml")
    assert [it.code for it in library.findings] == ["authority_input_differs"]


@pytest.mark.parametrize(("country", "codes"), [("jp", []), ("TW", []), ("ZZ", ["unknown_country"])])
def test_a_register_row_names_a_real_country(country: str, codes: list[str]) -> None:
    row = {"domain": "example.edu", "name_en": "Example", "country": country}
    parsed = parse_row(register(), row, Lookups(), {})
    assert [it.code for it in parsed.problems] == codes
    assert parsed.values.get("country") == (None if codes else country.upper())


@pytest.mark.parametrize(("country", "region"), [("CN", "mainland"), ("MO", "hk_macau"), ("TH", "foreign")])
def test_the_region_follows_from_the_country(country: str, region: str) -> None:
    options = "{foreign: {zh-TW: 外, en: F}, mainland: {zh-TW: 陸, en: M}, hk_macau: {zh-TW: 港, en: H}}"
    column = (
        f"  region: {{type: enum, label: {{zh-TW: 區, en: R}}, options: {options}, from_country: country}}\nunique:"
    )
    spec = read_with("unique:", column, NAMES["register"]).registers["partners"]
    row = {"domain": "example.edu", "name_en": "Example", "country": country}
    assert parse_row(spec, row, Lookups(), {}).values["region"] == region


def test_mail_begins_and_is_sent_as_the_organisation_says_and_else_as_the_product() -> None:
    assert LIBRARY.organisation is not None
    assert LIBRARY.organisation.letterhead == Letterhead("OIA", Text("處內信件", "Office mail"))
    silent = read_with("mail: {prefix: OIA, sender: {zh-TW: 處內信件, en: Office mail}}\n", "", NAMES["organisation"])
    assert silent.organisation is not None
    assert silent.organisation.letterhead == PLAIN


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_kind_of_file_has_a_schema_for_editors(kind: Kind) -> None:
    assert schema(kind)["additionalProperties"] is False
    assert kind in schema(kind)["required"]


def item() -> AuthorityItem:
    assert LIBRARY.authority is not None
    return LIBRARY.authority.items["small_request"]


def register() -> RegisterSpec:
    return LIBRARY.registers["partners"]
