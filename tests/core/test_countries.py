"""Names of countries."""

from __future__ import annotations

from workflow.core.countries import COUNTRIES


def test_every_code_has_a_name_of_its_own_in_both_languages():
    assert list(COUNTRIES) == sorted(COUNTRIES)
    assert len({name.zh for name in COUNTRIES.values()}) == len({name.en for name in COUNTRIES.values()}) == 249


def test_names_are_those_that_offices_in_taiwan_write():
    assert not any("台" in name.zh for name in COUNTRIES.values())
    written = {"AT": "奧地利", "CN": "中國大陸", "HK": "香港", "IT": "義大利", "NZ": "紐西蘭", "SA": "沙烏地阿拉伯"}
    assert {code: COUNTRIES[code].zh for code in written} == written
