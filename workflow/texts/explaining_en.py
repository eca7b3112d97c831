"""Why a case is where it is, in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.texts.filling import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "note_retroactive": "Recorded after the fact; consented by word of mouth on {on}.",
        "opened": "Entry {seq} opened it: {by}, “{action}”, {at}.",
        "opened_by_clock": "Entry {seq} opened it: a deadline, {at}.",
        "asked_again": "{by} decided in “{state}” (decision {decision}); what was approved then has changed.",
        "visits_exceeded": "“{state}” was entered {count} times, more than the definition allows without its owner.",
        "has_a_vote": "It is one vote of {voters}; {needed} in favour are needed.",
        "no_vote": "“{actor}” has no vote: the post is vacant, or its holder must not decide here or votes already.",
        "no_quorum": "Only {voters} of at least {quorum} could vote, so that there was no vote.",
        "asks_applicant": "“{actor}” is the applicant, {person}.",
        "asks_person": (
            "“{actor}” is {person}, named by {path}.",
            "“{actor}” is whoever is named by {path}.",
        ),
        "asks_post": (
            "“{actor}” is the {post} of {unit} (named by {path}).",
            "“{actor}” is the {post} of {unit}.",
            "“{actor}” is the {post}.",
        ),
        "asks_pool": (
            "“{actor}” is whoever holds “{post}” in {unit} (named by {path}) and claims it.",
            "“{actor}” is whoever holds “{post}” in {unit} and claims it.",
            "“{actor}” is whoever holds “{post}” and claims it.",
        ),
        "asks_decider": (
            "The authority table, “{item}”, row {row}: {post} decides in the name of {in_name_of}.",
            "The authority table, “{item}”, row {row}: {post} decides.",
            "“{actor}” is whoever decides by the authority table.",
        ),
        "escalated_notify": ("Told as well: {to}, entry {seq}, {at}.", "Nobody above was there to tell, {at}."),
        "escalated_add": ("Added: {to}, entry {seq}, {at}.", "Nobody above was there to add, {at}."),
        "escalated_move": ("Moved to {to}, entry {seq}, {at}.", "Nobody was there to move it to, {at}."),
        "handed_over": "Asked instead, since nobody was left or authority had changed: {to}, entry {seq}, {at}.",
        "due_moved": (
            "Entry {seq} counted the day anew, {at}; before it was {before}.",
            "Entry {seq} gave it a day, {at}.",
        ),
        "claimed": "{by} claimed it, entry {seq}, {at}.",
        "kept_same": "It went back to {by}, who dealt with it before.",
        "due_none": "The definition gives it no deadline.",
        "due_unknown": "What its deadline counts from is no longer known.",
        "due_within": "{within} from {begun}.",
        "due_until": "By the rule {rule}.",
        "due_recounted": "By today's calendar and data it would be {at}; what was fixed when it was opened counts.",
        "clock_stopped": "Meanwhile the deadline of the whole case stands still.",
        "case_due_within": "The whole case: {within} from {begun}.",
        "handed_by": "{by} handed it over.",
        "due_extended": "Extended {times} times, by {within} in all.",
        "due_held": "Later by {within} on hold.",
        "due_on_hold": ("On hold until {until}; it was due {due}.", "On hold until {until}."),
        "due_by_speed": "The speed of the case was changed meanwhile, and the due date counted anew.",
        "case_clock_stopped": "Its clock stood still for {days} working days.",
        "no_more_rungs": "Nothing more happens by itself.",
        "rung_remind": "{at} ({rule}): the holders are reminded.",
        "rung_notify": (
            "{at} ({rule}): {to} will be told.",
            "{at} ({rule}): the superior would be told; today there is none.",
        ),
        "rung_add": (
            "{at} ({rule}): {to} will be added.",
            "{at} ({rule}): the superior would be added; today there is none.",
        ),
        "rung_move": ("{at} ({rule}): it moves to {to}.", "{at} ({rule}): it would move on; today there is nobody."),
        "rung_timeout": "{at}: the clock answers “{outcome}”.",
        "entered": "Entry {seq}: {by}, “{action}”, {at}.",
        "entered_by_clock": "Entry {seq}: a deadline, {at}.",
        "entered_by_child": "Entry {seq}: a case that was waited for has ended, {at}.",
        "awaits": "It waits for {children} other cases; {running} of them have not ended.",
        "direct": "Straight to “{state}”, from where it had been returned.",
        "returned_to": "Returned to “{state}”.",
        "chose": ("The conditions led to “{state}”.", "A choice by conditions."),
        "would_choose": "With the values of today they would lead to “{state}”.",
        "state_not_needed": "Its condition did not hold, so nobody was asked.",
        "state_passed": "Everything in it was answered already, so nobody was asked.",
        "branch_asked": "“{branch}” is asked: its condition holds.",
        "branch_not_asked": "“{branch}” is not asked: its condition does not hold.",
        "decision_unchanged": "It counts: what it approved is as it was: {fields}.",
        "decision_binds_nothing": "It counts; it binds no field.",
        "decision_carried": "It counts again in visit {visit}, since what it approved had not changed.",
        "closed_early": "“{state}” ended before its time, as its condition held.",
        "decision_may_reopen": "While the case stands in “{state}”, {by} may decide again.",
        "decision_stale": ("Changed in entry {seq}, {at}: {fields}.", "No longer as it was: {fields}."),
        "decision_not_confirmed": "It was asked again and not confirmed.",
        "asked_by": (
            "{by}, {post} of {unit}, asked beside the steps of the definition: {position}.",
            "{by} asked beside the steps of the definition: {position}.",
        ),
        "asks_added": (
            "The {post} of {unit}, who was added beside the steps of the definition and answered then.",
            "{by}, who was added beside the steps of the definition and answered then.",
        ),
        "question_clock_moved": "Later by {days} working days, in which its holder waited for an answer.",
        "question_clock_stands": "Its clock stands still until the question that its holder asked is answered.",
        "decision_void_objected": "It counts no more: whoever signed behind it did not agree, entry {seq}.",
        "decision_void_next_round": "It counts no more: a new round began, entry {seq}.",
        "decision_void_returned": "It counts no more: the case was returned, entry {seq}.",
        "decision_void_withdrawn": "It counts no more: the case was withdrawn, entry {seq}.",
        "decision_void_called_off": "It counts no more: the case was called off, entry {seq}.",
        "decision_void_taken_back": "It counts no more: it was taken back, entry {seq}.",
        "decision_void_reopened": "It counts no more: whoever gave it decides again, entry {seq}.",
        "decision_void_asked_again": "It counts no more: the same is asked again, entry {seq}.",
        "decision_void_carried_on": "It stands for itself no more: it was counted again in a later visit, entry {seq}.",
        "decision_void_migrated": "It stands for itself no more: it was counted again in another version, entry {seq}.",
        "decision_void_not_in_version": "It counts no more: the version it was moved to does not ask it, entry {seq}.",
        "decision_void_reconfirmed": "It stands for itself no more: it was confirmed, entry {seq}.",
    }
)
