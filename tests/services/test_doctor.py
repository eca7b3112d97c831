"""A healthy database passes; what anybody damages behind the engine's back is named by its rule."""

from tests.support.clinic import Patient


def test_a_healthy_database_has_no_findings(patient: Patient) -> None:
    report = patient.check()
    assert report.findings == ()
    assert report.ok


def test_a_healthy_postgresql_has_no_findings(postgresql_patient: Patient) -> None:
    assert postgresql_patient.check().findings == ()
