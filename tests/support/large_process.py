"""A process of any size over the small office: rounds of editing, sorting, co-signing and deciding, with returns."""

from __future__ import annotations

from tests.support.office import PAIR

ROUND = """
  edit_{n}:
    type: edit
    label: {{zh-TW: 修改, en: Edit}}
    by: second
    edits: [f{n}_amount, f{n}_kind, f{n}_note]
    next: {{submit: sort_{n}}}
  sort_{n}:
    type: choice
    label: {{zh-TW: 分流, en: Sort}}
    cases: [{{when: "data.f{n}_amount > 1000 or data.f{n}_kind == 'a'", to: ask_{n}}}, {{else: decide_{n}}}]
  ask_{n}:
    type: parallel
    label: {{zh-TW: 會辦, en: Ask}}
    join: all
    objections: collect
    outcomes: [agree, disagree]
    branches:
      one: {{label: {{zh-TW: 甲, en: One}}, by: first, binds: [f{n}_amount]}}
      two: {{label: {{zh-TW: 乙, en: Two}}, by: second, binds: [f{n}_kind], when: "data.f{n}_kind in ['a', 'b']"}}
      three: {{label: {{zh-TW: 丙, en: Three}}, by: chief, binds: [f{n}_note], when: "data.f{n}_amount > 5000"}}
    next: {{complete: decide_{n}}}
  decide_{n}:
    type: approve
    label: {{zh-TW: 核定, en: Decide}}
    by: [first, chief]
    binds: [f{n}_amount, f{n}_kind]
    next: {{approve: {following}, return: {{to: [{back}], resume: choose}}, reject: rejected}}
"""
FIELDS = """
  f{n}_amount: {{type: money, label: {{zh-TW: 金額, en: Amount}}, required: true, min: "0"}}
  f{n}_kind:
    type: enum
    label: {{zh-TW: 種類, en: Kind}}
    required: true
    options: {{a: {{zh-TW: 甲, en: A}}, b: {{zh-TW: 乙, en: B}}, c: {{zh-TW: 丙, en: C}}}}
  f{n}_note: {{type: text, label: {{zh-TW: 說明, en: Note}}}}
"""


def large_process(states: int) -> str:
    """The file of a process of about `states` states, four to a round."""
    rounds = range(states // 4)
    made = "".join(
        ROUND.format(
            n=n,
            following=f"edit_{n + 1}" if n + 1 < len(rounds) else "done",
            back=", ".join(f"edit_{earlier}" for earlier in range(max(0, n - 3), n + 1)),
        )
        for n in rounds
    )
    head, _, rest = PAIR.partition("  votes:\n")
    tail = rest[rest.index("  done: ") :].replace("before: decision", "before: decide_0")
    fields = "".join(FIELDS.format(n=n) for n in rounds)
    head = head.replace("submit: votes", "submit: edit_0").replace("actors:\n", fields.lstrip("\n") + "actors:\n", 1)
    kept_apart = "constraints: [{different_people: [edit_0, decide_0]}]\nstart: draft"
    accepted = "lint:\n  - {accept: L17, reason: for tests only}\n"
    return (head + made.lstrip("\n") + tail).replace("start: draft", kept_apart, 1).replace("lint:\n", accepted)
