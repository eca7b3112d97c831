"""The form of the standard job: ten fields, about 1 kB as JSON."""

from typing import Any, Final

FORM: Final[dict[str, Any]] = {
    "subject": "與示範大學電機工程系簽訂學術合作協議，並設立聯合實驗室（115 學年度）",
    "partner": "Demonstration University of Technology / 示範科技大學",
    "country": "Germany / 德國",
    "unit": "me",
    "from_date": "2026-09-01",
    "until_date": "2029-08-31",
    "amount": "1250000.5",
    "currency": "eur",
    "contact": {"email": "office@example.edu", "phone": "+49 30 5555 0199"},
    "purpose": "雙方擬於人工智慧、再生能源及材料科學領域互派研究生與教師，並共同設立聯合實驗室，成果由雙方共同發表。"
    + "Each side sends ten doctoral students a year and bears their travel; the host gives places and supervision. "
    * 4,
}
