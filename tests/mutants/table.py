"""Planted bugs: one exact replacement each, and the tests that must fail when it is made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

ENGINE: Final = "tests/core/engine/"
PAPER: Final = (
    "tests/elsewhere/test_elsewhere.py::"
    "test_its_scenarios_give_every_answer_go_back_every_way_and_notice_a_wrong_condition[paper]"
)
DRAWN: Final = "tests/services/test_rendering.py::"
CONTRACT: Final = PAPER.replace("[paper]", "[contract]")


@dataclass(frozen=True, slots=True)
class Planted:
    """`old` stands once in `file`; `tests` are files or single tests."""

    says: str
    file: str
    old: str
    new: str
    tests: tuple[str, ...]


def core(says: str, module: str, old: str, new: str, *tests: str) -> Planted:
    return Planted(says, f"workflow/core/{module}.py", old, new, tests)


PLANTED: Final = (
    # votes
    core("half of the votes is enough", "voting", "voters // 2 + 1", "voters // 2", ENGINE + "test_votes.py"),
    core("shares are rounded down", "voting", "-(-voters * join.count // 100)", "voters * join.count // 100",
         ENGINE + "test_votes.py"),
    core("a veto is one vote among others", "voting", "return self.vetoed or ", "return ", ENGINE + "test_votes.py"),
    core("a vote is won before the veto was heard", "voting", " and not self.veto_open and", " and",
         ENGINE + "test_votes.py"),
    core("an abstention counts in favour", "joins", "not in {AGAINST, ABSTAIN} for", "not in {AGAINST} for",
         ENGINE + "test_votes.py"),
    core("the applicant has a vote", "electorate", "    spent = barred(turn, state)\n    for slot in",
         "    spent: frozenset[int] = frozenset()\n    for slot in", ENGINE + "test_votes.py"),
    core("votes end early though all should be heard", "voting", "(self.join.early and (self.won or self.lost))",
         "(self.won or self.lost)", ENGINE + "test_votes.py"),
    # who may act
    core("a deputy may approve his own case", "authority", "conflict & acting.union(standing.via)",
         "conflict & frozenset({standing.on_behalf_of or standing.actor})", "tests/core/test_authority.py"),
    core("self-approval through a chain of deputies", "authority", "acting.union(standing.via)", "acting",
         "tests/core/test_authority.py", "tests/core/test_authority_laws.py"),
    core("the same person may decide twice", "authority", "        if twice:\n", "        if twice and not acting:\n",
         "tests/core/test_authority.py"),
    core("a leaver keeps his rights", "authority",
         "    if not is_active(directory, actor):\n        return ()\n    day",
         "    day", "tests/core/test_authority.py"),
    core("the applicant decides in a block", "routing", 'state.type in {"approve", "parallel"}',
         'state.type == "approve"',
         PAPER),
    core("a claim keeps nobody out", "routing", "return task.claimed_by if task.claimed_by in people else None",
         "return None", "tests/patterns/test_giving_out.py"),
    core("a vacant post loses the task", "resolving", "if nobody.does == \"send_to\" and",
         "if nobody.does == \"fail\" and",
         "tests/core/test_resolving.py"),
    core("never rules are forgotten", "routing", 'constraint.kind == "never" and', 'constraint.kind == "nie" and',
         PAPER),
    # time
    core("a timer fires early", "firing", "    if timer.due_at > turn.now:\n", "    if timer.due_at < turn.now:\n",
         ENGINE + "test_time.py"),
    core("overdue a second early", "deadlines", "now.replace(microsecond=0) > due_at",
         "now.replace(microsecond=0) >= due_at",
         "tests/core/test_deadlines.py"),
    core("a due day ends at its beginning", "deadlines", "return datetime.combine(day, _LAST_SECOND, tz)",
         "return datetime.combine(day, _MIDNIGHT, tz)", "tests/core/test_deadlines.py", ENGINE + "test_time.py"),
    core("same-day work counts nothing", "deadlines", " or HALF_A_DAY", " or Decimal(0)",
         "tests/core/test_deadlines.py"),
    core("local time is taken for UTC", "deadlines", "    if start.tzinfo is None:\n", "    if start is None:\n",
         "tests/core/test_deadlines.py"),
    core("a timer may be fired by anybody", "firing", "timer is None or turn.command.actor != CLOCK", "timer is None",
         ENGINE + "test_time.py"),
    # going back and binding
    core("changes of bound fields go unnoticed", "scopes", "return bool(decision.binds) and decision.scope != ",
         "return bool(decision.binds) and decision.scope is None != ", CONTRACT),
    core("answers of an earlier visit count as of this one", "joins",
         "    return decision is not None and decision.visit == turn.visit\n", "    return decision is not None\n",
         ENGINE + "test_going_back.py"),
    core("stale answers are carried", "joins", "leads_on(turn, slot, decision) and not is_stale(turn, decision)",
         "leads_on(turn, slot, decision)", ENGINE + "test_going_back.py"),
    core("who is returned to keeps his answer", "leaving", "        if asked_for or (edge.keep",
         "        if (edge.keep",
         ENGINE + "test_going_back.py"),
    core("the ladder of a closed task goes on", "turn",
         "if timer.task == task.seq]:\n            self.settle_timer(timer, \"cancelled\")",
         "if timer.task == -1]:\n            self.settle_timer(timer, \"cancelled\")", ENGINE + "test_time.py"),
    core("hash over names only", "binding", '"commitments": dict(commitments)}', '"commitments": sorted(commitments)}',
         "tests/core/test_binding.py"),
    core("commitments without salt", "binding", 'len(salt).to_bytes(2, "big") + salt + body', "body",
         "tests/core/test_binding.py"),
    # evidence
    core("the chain leaves out what came before", "chain",
         '_ENTRY + prev_hash.encode("ascii", "replace") + b"\\x00" + content',
         "_ENTRY + content", "tests/core/test_chain.py"),
    core("the verifier checks only the links", "chain", "    if entry_hash(link.prev, link.content) != link.hash:\n",
         "    if entry_hash(link.prev, link.content) == \"\":\n", "tests/core/test_chain.py"),
    core("the verifier ignores a cut tail", "chain", "    if hashes[-1] == head:\n",
         "    if head or hashes[-1] == head:\n",
         "tests/core/test_chain.py"),
    core("a gap in the chain is no problem", "chain", "    if link.seq != before.seq + 1:\n",
         "    if link.seq <= before.seq:\n", "tests/core/test_chain.py"),
    Planted("a foreign signature is good", "workflow/services/verifying.py", "    if not holds:\n",
         "    if holds is None:\n",
            ("tests/services/test_verifying.py",)),
    # data
    core("running numbers lose their zeros", "numbers", "str(seq).zfill(number_format.width)", "str(seq)",
         "tests/core/test_numbers.py"),
    core("guards may look at attributes", "expression_reading", "        if not isinstance(part, _ALLOWED):\n",
         "        if part is None:\n", "tests/core/test_hostile_expressions.py"),
    core("guards may be as deep as they like", "expression_reading", "        if not level:\n", "        if True:\n",
         "tests/core/test_hostile_expressions.py"),
    core("hidden fields are shown to the applicant", "visibility",
         "        fields = {path for path in fields if APPLICANT not in paths[path]}\n", "",
         "tests/core/test_visibility.py"),
    core("leavers go on reading", "visibility",
         "    if not is_active(directory, person):\n        return frozenset()\n", "",
         "tests/core/test_visibility.py"),
    core("masked names can be read", "masking",
         'return name[0] + "○"', 'return name[:2] + "○"', "tests/core/test_masking.py"),
    core("a reason is asked for and not needed", "inputs", "    if required and text is None:\n",
         "    if required and text == \"\":\n", ENGINE + "test_taking_back.py", ENGINE + "test_asking.py"),
    core("a unit that was added vouches for nothing", "asked",
         'bound_in(definition.states[state]) if position == "unit" else ()', "()", ENGINE + "test_signing.py"),
    core("a unit field takes any unit", "field_types", "and not may_be_unit(spec, unit)", "and not unit",
         "tests/core/test_fields.py"),
    core("somebody who has left is asked by his name", "resolving",
         '    if not is_active(asked.directory, person):\n        return None, (Why("not_there"',
         '    if person == 0:\n        return None, (Why("not_there"', "tests/core/test_resolving.py"),
    # decided anew, and in a hurry
    core("anybody gives a carried answer anew", "reopening", "if gave(decision, turn.command.actor)", "if decision",
         ENGINE + "test_reopening.py"),
    core("whoever left the post decides anew", "reopening", "    _refuse_without_right(turn, mine[0])\n", "",
         ENGINE + "test_reopening.py"),
    core("what followed a reopened answer goes on being asked", "reopening",
         "    close_in(turn, slot.branch, REOPENED)\n", "", ENGINE + "test_reopening.py"),
    core("a hurry needs no reason", "hurrying", "wanted in choice.reasons and", "wanted in choice.codes[:0] and",
         ENGINE + "test_hurrying.py"),
    core("what was consented long ago is recorded too", "afterwards", "minimum=earliest, ", "",
         ENGINE + "test_afterwards.py"),
    core("a consent is recorded without who gave it", "afterwards",
         "    missing = [name for name in (RETROACTIVE_ON, RETROACTIVE_BY) if name not in given]\n",
         "    missing: list[str] = []\n", ENGINE + "test_afterwards.py"),
    core("a return is recorded as if it were a consent", "afterwards", "outcome.code in BACKWARDS or", "",
         ENGINE + "test_afterwards.py"),
    # early ends
    core("a block that ended early is never passed again", "leaving",
         "closes(turn, state, needed, was_asked) is None and not is_joined", "not is_joined",
         ENGINE + "test_closing.py"),
    core("an early end leaves those behind who still sign", "closing", " and not is_held(turn, state, outcome)", "",
         ENGINE + "test_closing.py"),
    core("an early end asks everybody first", "entering",
         "_close_at_once(turn, state, needed) or _pass_when", "_pass_when", ENGINE + "test_closing.py"),
    # people outside
    core("a link answers whatever the task offers", "guest_rights", "    if turn.command.action not in rule.may:\n",
         "    if turn.command.action not in rule.may and not rule.may:\n", "tests/services/test_guest_rights.py"),
    core("a link shows what it does not list", "visibility", "fields=rule.sees, documents=rule.sees",
         "fields=None, documents=rule.sees", "tests/services/test_guests.py"),
    Planted("a code is good for every browser", "workflow/services/guest_door.py",
            "    code = code if code is not None and code.link_id == link.id else None\n", "",
            ("tests/services/test_guest_rights.py",)),
    Planted("a revoked link still answers", "workflow/services/guest_links.py", "    if link.ended_as is not None:\n",
            "    if link.ended_as == \"\":\n", ("tests/services/test_guests.py",)),
    # what cases hold
    core("what a void decision placed stays held", "bookings", '    return (_release("void", place_of(decision)),)\n',
         "    return ()\n", "tests/core/test_bookings.py", "tests/services/test_bookings.py"),
    core("a case that ends without approval keeps what it holds", "entering",
         'if state.outcome != "approved":\n        turn.op',
         'if state.outcome == "":\n        turn.op', "tests/services/test_bookings.py"),
    core("the last day is not held", "bookings", "    after = last + timedelta(days=1)\n",
         "    after = max(last, first + timedelta(days=1))\n", "tests/core/test_bookings.py",
         "tests/services/test_bookings.py"),
    Planted("what others hold is not looked at", "workflow/store/bookings.py",
            "bookings.c.case_id != of_others_than", "bookings.c.case_id == of_others_than",
            ("tests/services/test_bookings.py",)),
    core("the desk answers in place of whoever signs on paper", "case", "if holder.principal() != self.course.desk",
         "if holder.principal()", ENGINE + "test_papering.py"),
    core("a step on paper is answered here as well", "answering",
         "weigh_recording(turn, task) if is_on_paper(task) else standing_before(turn, task)",
         "standing_before(turn, task)", ENGINE + "test_papering.py"),
    core("paper is recorded without a scan", "papering", "[FieldProblem(rule.scan, \"document_required\")]", "[]",
         ENGINE + "test_papering.py"),
    core("a signature of another day is judged by today", "papering", "if on < today else now",
         "if on > today else now", ENGINE + "test_papering.py"),
    core("cases that are not alike are joined", "merging", "if value_at(view.data, name) != value_at(turn.data, name)]",
         "if value_at(view.data, name) is name]", ENGINE + "test_merging.py"),
    core("a case is joined to one that somebody else holds", "merging",
         "    if not _held(turn, lead):\n        return", "    if not lead:\n        return",
         ENGINE + "test_merging.py"),
    core("a case is split from one that is decided", "merging",
         "    if lead.view.closed_at is not None or rule.before in lead.view.visits:\n"
         "        raise Refused(Refusal(\"lead",
         "    if lead.view.outcome == \"never\":\n        raise Refused(Refusal(\"lead", ENGINE + "test_merging.py"),
    Planted("one of two cases takes the step alone", "workflow/services/merging.py",
            "            if written is None:\n                raise TryAgain(\"one of the two cases has moved on\")\n",
            "            if written is None:\n                continue\n", ("tests/services/test_merging.py",)),
    # the database
    Planted("the version is not compared", "workflow/store/sql/write_sqlite.py", " WHERE id = ?1 AND version = ?2",
            " WHERE id = ?1 AND version >= 0 * ?2", ("tests/store/test_steps.py", "tests/services/test_races.py")),
    Planted("a repeated form acts again", "workflow/services/act.py", "    if loaded.answered is not None:\n",
            "    if loaded.answered is loaded:\n", ("tests/services/test_races.py", "tests/store/test_doors.py")),
    Planted("what others have claimed stands in everybody's inbox", "workflow/store/candidates.py",
            " AND (claimed_by IS NULL OR claimed_by {persons})", " AND (1 = 1 OR claimed_by {persons})",
            ("tests/store/test_candidates.py",)),
    Planted("settled timers fire again", "workflow/store/timers.py",
            "timers.c.settled_at.is_(None), timers.c.next_try <=", "timers.c.next_try <=",
            ("tests/store/test_timers.py",)),
    Planted("letters overtake each other", "workflow/store/outgoing.py", ', ~_WAITS)', ")",
            ("tests/store/test_outgoing.py",)),
    # cases that wait for others
    core("an end is heard although a later round waits", "hearing", " and child.visit == turn.visit\n", "\n",
         ENGINE + "test_waiting_for_cases.py"),
    core("those still running are forgotten when the state is left", "leaving", "        call_off(turn)\n",
         "        pass\n", "tests/patterns/test_cases_of_their_own.py"),
    core("a state fails before it is certain", "children", "FAILED if good + running < needed",
         "FAILED if good < needed", ENGINE + "test_waiting_for_cases.py"),
    Planted("an ended case is told instead of those that follow", "workflow/store/links.py",
            "found = sorted(set(near) - set(closed))", "found = sorted(near)",
            ("tests/services/test_telling_cases.py",)),
    # documents of a case
    core("a draft of a letter takes a number", "rendering", "spec.number if spec.issuing is None else None",
         "spec.number", DRAWN + "test_a_letter_that_is_not_issued_gets_no_number[sqlite]"),
    core("what is required is decided on before it was drawn", "answering", "    if asked and goes_on(",
         "    if asked and not goes_on(", DRAWN + "test_what_is_required_must_have_been_drawn[sqlite]"),
    core("the same content is frozen as another version", "rendering",
         "known.sha256 == digest:\n        return", "known.sha256 != digest:\n        return",
         DRAWN + "test_the_same_content_stays_the_same_version_and_other_content_is_the_next_one[sqlite]"),
)  # fmt: skip
