"""Where a case stands, in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.texts.filling import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "situation_yours": ("It is your turn: “{state}”, step {step} of {steps}.", "It is your turn: “{state}”."),
        "situation_one": (
            "“{state}” is now with {holder}, step {step} of {steps}.",
            "“{state}” is now with {holder}.",
        ),
        "situation_applicant": (
            "“{state}” is now with the applicant, {holder}, step {step} of {steps}.",
            "“{state}” is now with the applicant, {holder}.",
        ),
        "situation_several": (
            "“{state}” is now with {count} offices: {holders}. Step {step} of {steps}.",
            "“{state}” is now with {count} offices: {holders}.",
        ),
        "situation_outside": (
            "Waiting for an answer from outside ({party}), which {holder} records. Step {step} of {steps}.",
            "Waiting for an answer from outside ({party}), which {holder} records.",
        ),
        "situation_reconfirm": "What was approved has changed since; it waits for confirmation by {holders}.",
        "situation_info": "A question was asked in “{state}”; it waits for an answer from {holders}.",
        "situation_unblock": "“{state}” has come round too often; it waits for a decision by {holders}.",
        "situation_held": "“{state}” is with {holder}, on hold until {until}.",
        "note_handed": "{holder} → {taker}",
        "note_beside_row": "Begun for “{code}” of the register",
        "note_follows": "Follows from another case",
        "note_spawned": ("{count} following cases have begun", "A following case has begun"),
        "situation_children": (
            "In “{state}”, waiting for other cases: {running} of {children} have not ended.",
            "In “{state}”, waiting for other cases.",
        ),
        "note_child_ended": "Case {child} of those waited for has ended: {outcome}",
        "note_child_late": "Case {child} has ended: {outcome}; it was no longer waited for",
        "note_not_collected": "Not taken over, as it does not fit here: {fields}",
        "note_children_called_off": "Called off {count} cases that had not ended",
        "note_called_off": "Called off: the case before it no longer waits for it",
        "note_called_off_late": "No longer waited for, but it had ended before",
        "note_signal": "Another case has told of this",
        "note_signal_ignored": "Another case has told of this; it was not waited for",
        "note_told": "Another case has been told",
        "note_informed": "Told: {holder}",
        "note_speed": ("{from} became {to}", "Speed chosen: {to}"),
        "note_closed_early": "Ended before its time: the condition for that held",
        "note_carried": "Earlier answers that still count, unchanged content: {count}",
        "note_retroactive": "Recorded after the fact; consented by word of mouth on {on}",
        "note_signed_password": "Signed by giving the password again",
        "note_signed_confirmed": "Confirmed by a tick in the demonstration, in place of the password",
        "note_signed_paper": "Signed on paper",
        "note_recorded": "Recorded from paper: {person}, {on}",
        "note_merged_into": "Joined to {number}",
        "note_split_from": "Split from {number}",
        "note_took_in": "{number} was joined to this case",
        "note_let_go": "{number} goes on by itself again",
        "note_to_paper": "The paper is here: {place}",
        "note_together": "Approved together with other cases",
        "note_batch": "One of {count} cases decided all or none, batch {key}",
        "note_frozen": "{document} fixed as version {version}",
        "note_letter_issued": "{document} issued as version {version}",
        "note_letter_held": "{document} held back",
        "note_letter_not_issued": "{document} will not be issued",
        "note_rendered": (
            "{document}, version {version}, {number}, fingerprint {fingerprint}",
            "{document}, version {version}, fingerprint {fingerprint}",
        ),
        "note_held": "On hold until {until}",
        "note_extension": "Extension by {days}",
        "note_late": ("Accepted {late} late", "Accepted late"),
        "note_due_moved": (
            "Due {after} instead of {before}",
            "The clock stands still; it was due {before}",
            "Due {after}",
        ),
        "situation_waits": ("It stands in “{state}” and goes on at {until}.", "It stands in “{state}” for a set time."),
        "situation_ended": "This case has ended: {outcome}, {at}.",
        "situation_took": ("It took {used}.", "It was done within the day."),
        "situation_since": (
            "Received {opened}, {used} ago; due {due}, {left} left.",
            "Received {opened}; due {due}, {left} left.",
            "Received {opened}; due {due}.",
            "Received {opened}, {used} ago; this step has no deadline.",
            "Received {opened}; this step has no deadline.",
        ),
        "situation_grace": "Received {opened}; due {due}. Until {closes} it is still accepted, and marked as late.",
        "situation_today": (
            "Received {opened}, {used} ago; due today ({due}).",
            "Received {opened}; due today ({due}).",
        ),
        "due_never": "No deadline",
        "due_left": ("Due {due}, {left} left", "Due {due}"),
        "due_today": "Due today ({due})",
        "due_late": ("{late} overdue ({due})", "Overdue ({due})"),
        "situation_late": (
            "Received {opened}; due {due}, {late} overdue.",
            "Received {opened}; due {due}, now overdue.",
        ),
    }
)
