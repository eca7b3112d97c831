"""What was proved or refuted about people, time, data and versions, in English: a sentence and a way out each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cases_overlap": "Two cases of choice “{state}” fit at once: {guards}; with {values} their order would decide.",
        "ladder_not_rising": "The rungs of the ladder do not come one after the other: {times}.",
        "ladder_without_name": "The ladder of “{state}” ends in a superior; at the top there is none, and nobody acts.",
        "ladder_ends_in_holder": "The ladder of “{state}” hands the task to “{actor}”, who has it already.",
        "ladder_goes_down": "The ladder of “{state}” hands the task of “{holder}” down to “{actor}”.",
        "may_be_unset": "“{name}” may still be empty here; a case can come this way: {way}.",
        "asked_but_hidden": "The {audience} is asked to fill in {names} and may not see it.",
        "guest_sees_personal": "The other side would see personal data in “{state}”: {names}.",
        "guest_sees_internal": "The other side would see internal content in “{state}”: {names}.",
        "nobody_can_act": "Nobody can act on “{slot}” in “{state}”: {cases}.",
        "too_few_people": "There are too few people for {states} to be done by different ones: {cases}.",
        "absence_leaves_nobody": "While one of these is away, nobody can act on “{slot}” in “{state}”: {people}.",
        "leaver_leaves_nobody": "When one of these leaves, nobody can act on “{slot}” in “{state}”: {people}.",
        "absence_breaks_separation": "While one of these is away, {states} lack different people: {people}.",
        "choice_leaves_nobody": "Depending on who acts before, nobody is left for “{state}” ({states}): {cases}.",
        "one_holder": "“{slot}” in “{state}” hangs on one person and nothing hands it on: {people}.",
        "pool_of_one": "The pool for “{slot}” in “{state}” has a single member: {people}.",
        "vote_not_winnable": "The vote in “{state}” needs {needed} different people and has fewer: {cases}.",
        "vote_not_losable": "Nobody can say no in the vote of “{state}”; every answer counts as consent.",
        "two_votes_of_one": "In “{state}” one person could give two votes: {people}.",
        "decides_twice": "“{actor}” decides in both {states}, on different content, and is asked each time.",
        "effect_never_happens": "No way leads out by “{outcome}”, so its effects never happen.",
        "reservation_kept": "What “{operation}” reserves is kept for ever on this way: {way}.",
        "effect_before_approval": "“{operation}” cannot be taken back, yet the case may still come to {states}.",
        "effect_twice": "“{operation}” cannot be taken back and may happen again in {states}.",
        "longer_than_the_case": "Begun on {begun}, the longest way takes until {ended}, more than {limit}: {way}.",
        "waits_on_our_time": "While “{state}” waits for the other side, the time of the case runs on.",
    }
)

HINTS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "cases_overlap": "Make the conditions exclude each other, or end with `else`; then the first that fits counts.",
        "ladder_not_rising": "Give each rung a later moment than the one before it.",
        "ladder_without_name": "End it with an actor by name, such as the chief secretary or the president.",
        "ladder_ends_in_holder": "Give this state an `escalate` of its own that ends in somebody else.",
        "ladder_goes_down": "Give this state an `escalate` of its own that ends in an equal or higher post.",
        "may_be_unset": "Make it `required` where it is filled in, give it a `default`, or ask `is not None` first.",
        "asked_but_hidden": "Take the {audience} out of `hide_from`, or let somebody else fill it in.",
        "guest_sees_personal": "Take it out of `sees`, or hide the part from the `partner`.",
        "guest_sees_internal": "Take it out of `sees`.",
        "nobody_can_act": "Fill the post, name somebody under `nobody: {{send_to: …}}`, or ask another actor.",
        "too_few_people": "Ask another actor in one of the states, or add people to the post.",
        "absence_leaves_nobody": "Add a rung that hands the task on (`add`, `move`), or accept L16 with a reason.",
        "leaver_leaves_nobody": "Let `nobody` lead to another post than this one, or accept L16 with a reason.",
        "absence_breaks_separation": "Add people or a rung that hands the task on, or accept L16 with a reason.",
        "choice_leaves_nobody": "Ask actors who share nobody, or accept L16 with a reason.",
        "one_holder": "Add a rung that hands the task on (`add`, `move`), or accept L24 with a reason.",
        "pool_of_one": "Add a member, or use `post` instead of `pool`; else accept L24 with a reason.",
        "vote_not_winnable": "Lower `count`, or ask actors who are held by different people.",
        "vote_not_losable": "Offer `reject` or `return` in `next`.",
        "two_votes_of_one": "Ask actors who share nobody, or accept L23 with a reason.",
        "decides_twice": "Say `different_people`, let both bind the same, or accept L17 with a reason.",
        "effect_never_happens": "Name an outcome by which the state is left, such as `complete`.",
        "reservation_kept": "Call one of these on that way: {wanted}.",
        "effect_before_approval": "Move the effect to the last step before the approved end.",
        "effect_twice": "Keep one of the two.",
        "longer_than_the_case": "Shorten deadlines, or give the case more time; else accept L19 with a reason.",
        "waits_on_our_time": "Add `clock: stopped` to its deadline, or accept L19 with a reason.",
    }
)
