"""How the case page says what the services give as codes and values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Final

from web.cases.forms import label_of
from web.language import language
from web.speaking import code, in_words, t
from workflow.core.situation import Situation
from workflow.core.text import Text
from workflow.services.case_asking import Request
from workflow.services.case_carried import Carried
from workflow.services.case_content import Line
from workflow.services.case_panel import Answer, Turnover
from workflow.services.case_parts import Ending, Event
from workflow.services.case_path import Coming, Signature, Waiting
from workflow.services.naming import Names
from workflow.texts.speaking import action_word, outcome_word
from workflow.texts.writing import duration, listed, written

DEPUTIES: Final = frozenset({"deputy", "acting_for"})
SPINES: Final = MappingProxyType({"most_urgent": "rush", "urgent": "fast"})


def situation(it: Situation, names: Names) -> str:
    return code(it.code, it.params, names)


def plain(it: Situation) -> str:
    """One whose parameters are no codes."""
    return code(it.code, it.params)


def value_of(line: Line) -> str:
    """The value of a field in words; empty for one that is not filled in."""
    value = line.value
    if isinstance(value, tuple):
        return listed(language(), (_written(part) for part in value))
    return _written(value)


def rows_of(line: Line) -> list[str]:
    """Each row of a table as one line, for where there is no room for a table."""
    filled = ([part for part in row if not part.empty] for row in line.rows)
    return [listed(language(), (f"{in_words(part.label)} {value_of(part)}" for part in row)) for row in filled]


def place_of(it: Signature | Waiting | Carried) -> str:
    """The state, and its branch where it has several."""
    state = in_words(it.state)
    return t("inbox.part", state=state, part=in_words(it.part)) if it.part else state


def upper_list(endings: Iterable[str]) -> str:
    return listed(language(), (ending.upper() for ending in endings))


def who(signature: Signature) -> str:
    """Post and person; the clock where nobody acted."""
    if signature.person is None:
        return t("case.clock")
    person, place = in_words(signature.person), in_words(signature.place) if signature.place else ""
    return person if not place or person.startswith(place) else t("case.who", place=place, person=person)


def capacity(signature: Signature) -> str:
    """Empty for those who act for themselves."""
    if signature.capacity in {"own", "clock"}:
        return ""
    behalf = in_words(signature.behalf) if signature.behalf else ""
    return t(f"case.capacity_{signature.capacity}", behalf=behalf)


def ended_by(ending: Ending) -> str:
    """Whose step ended the case, with the post where it was an answer; the clock where nobody acted."""
    if ending.signed is not None:
        return listed(language(), filter(None, (who(ending.signed), capacity(ending.signed))))
    return in_words(ending.event.by) if ending.event.by else t("case.clock")


def banner(task: Turnover) -> str:
    """In which of the four capacities the reader acts."""
    if task.capacity == "own":
        return ""
    behalf = in_words(task.behalf) if task.behalf else ""
    return t(f"case.banner_{task.capacity}", behalf=behalf, holder=in_words(task.holder), state=in_words(task.state))


def asked_by(it: Request) -> str:
    """Who asked the reader for what."""
    return t(f"asked.{it.position}", who=in_words(it.by))


def asking_hint(action: str) -> str:
    """What it means to ask somebody so."""
    return t(f"asked.hint_{action}")


def button(answer: Answer, task: Turnover | None = None) -> str:
    """A deputy's approving buttons say so."""
    label = label_of(answer)
    if task is not None and task.capacity in DEPUTIES and answer.tone == "ok":
        return t("case.as_deputy", label=label)
    return label


def effect(answer: Answer) -> str:
    """What pressing it leads to; empty where the answer only joins others."""
    states = listed(language(), (t("case.quoted", name=in_words(name)) for name in answer.leads_to))
    if not answer.leads_to or answer.targets:
        return ""
    kind = "ends" if answer.ends else "back" if answer.tone == "ret" else "next"
    return t(f"case.effect_{kind}", states=states)


def vouches(task: Turnover) -> str:
    """What an approval stands for, as a list of fields; empty where it binds nothing."""
    return listed(language(), map(in_words, task.binds))


def used(days: Decimal | None) -> str:
    """Working days, by halves."""
    if days is None:
        return ""
    return t("case.within_a_day") if days < 1 else duration(language(), f"{int(days)}wd")


def late_by(days: int) -> str:
    """Taken in the time of grace."""
    return t("case.late_by", late=duration(language(), f"{days}wd")) if days else t("case.late")


def days_of(days: str) -> str:
    """`7cd` as people read it."""
    return duration(language(), days)


def outcome_of(signature: Signature) -> str:
    return in_words(signature.label) if signature.label else action_word(language(), signature.outcome)


def event_of(event: Event) -> str:
    return in_words(event.label) if event.label else action_word(language(), event.action)


def act_word(action: str) -> str:
    return action_word(language(), action)


def ended_as(outcome: str) -> str:
    return outcome_word(language(), outcome)


def holder_of(waiting: Waiting) -> str:
    return in_words(waiting.claimed or waiting.holder)


def coming_by(step: Coming) -> str:
    return listed(language(), map(in_words, step.who))


def size_of(size: int) -> str:
    """Bytes as people read them."""
    return f"{size / 1024 / 1024:.1f} MB" if size >= 1024 * 1024 else f"{max(1, round(size / 1024))} KB"


def why(answer: Answer, names: Names) -> list[str]:
    return [code(refusal, params, names) for refusal, params in answer.why]


def _written(value: object) -> str:
    if isinstance(value, Text):
        return in_words(value)
    return written(language(), value)


HELP: Final[Mapping[str, Any]] = MappingProxyType(
    {
        "situation": situation,
        "value_of": value_of,
        "rows_of": rows_of,
        "place_of": place_of,
        "upper_list": upper_list,
        "signer": who,
        "capacity": capacity,
        "banner": banner,
        "asked_by": asked_by,
        "asking_hint": asking_hint,
        "act_word": act_word,
        "button": button,
        "effect": effect,
        "vouches": vouches,
        "used": used,
        "late_by": late_by,
        "days_of": days_of,
        "outcome_of": outcome_of,
        "event_of": event_of,
        "ended_as": ended_as,
        "ended_by": ended_by,
        "holder_of": holder_of,
        "coming_by": coming_by,
        "size_of": size_of,
        "why": why,
        "spines": SPINES,
    }
)
