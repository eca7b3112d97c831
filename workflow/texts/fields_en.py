"""What is to be corrected in a field or a file, in English: the act, not the fault."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.texts.filling import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "required": (
            "Choose “{label}”: {options}",
            "Fill in “{label}”",
            "Choose one: {options}",
            "Fill in this field",
        ),
        "not_text": "Enter text",
        "too_long": "Too long: the limit is {longest} (characters or items)",
        "too_short": "Too short: at least {shortest} (characters or items)",
        "too_guessable": (
            "Too easy to guess. Take a few words that have nothing to do with each other, or a sentence that only you "
            "know; no common password, keys in a row, repetition, nor names of your account, post, unit or school"
        ),
        "control_characters": "Remove the invisible control characters and type the text again",
        "not_an_email": "Write the e-mail address like name@example.edu.tw",
        "not_an_integer": "Enter a whole number, such as 12",
        "not_a_number": ("Enter a number with at most {places} decimals", "Enter a number, such as 1200 or 3.5"),
        "not_an_option": (
            "“{value}” is not among the options. Did you mean: {near}",
            "Choose one: {options}",
            "Choose one of the listed options",
        ),
        "too_small": "Must be {minimum} or more, or later",
        "too_large": "Must be {maximum} or less, or earlier",
        "not_a_date": "Write the date as 2026-12-04, or in ROC years as 115/12/4",
        "not_a_list": "Enter a list",
        "unit_not_taken": "“{value}” is not one of the units to choose from here",
        "unknown_reference": "“{value}” was not found. Choose from the list",
        "unknown_country": "“{found}” is no country code. Write two letters, such as JP",
        "row_alike": "This must differ from the row “{code}”",
        "wrong_shape": "Enter a group of fields here",
        "read_only": "This field is filled in by the system and cannot be changed",
        "unknown_field": (
            "There is no such field. Did you mean: {near}",
            "This step has no such field, or it cannot be changed here",
        ),
        "informed_already": "They were told already. Choose somebody else",
        "file_type": "The file must be one of: {accept}",
        "document_required": ("Upload “{label}”", "Upload this document"),
        "not_checked": "Confirm “{item}” and tick it",
        "unset": "Fill in “{name}” first",
        "wrong_type": "“{name}” has a value from which we cannot tell whether this field is required",
        "out_of_range": "The number is too large to compute with",
        "empty_list": "Fill in the list first",
        "too_many_steps": ("“{name}” has more than {longest} characters", "There is too much to compute with"),
        "not_bool": "We cannot tell whether this field is required",
        "unknown_file": "This file is no longer here, or it is not yours. Upload it again",
        "file_too_large": "“{filename}” is too large; the limit is {megabytes} MB",
        "file_empty": "“{filename}” is empty. Check the file and try again",
        "file_wrong_content": "The content of “{filename}” is not {ending}. Save it as {ending} and upload it again",
        "file_locked": "“{filename}” has a password. Save it without one",
        "file_unsafe": "“{filename}” holds macros or other unsafe content. It was not accepted",
        "file_unknown_ending": "“{filename}” is not an accepted kind of file. Accepted: {endings}",
        "deputy_is_oneself": "Choose somebody else: nobody is their own deputy",
        "deputy_has_left": "This person has left. Choose somebody else",
        "deputy_circle": "You stand in for this person in these days, directly or through others. Choose another",
        "deputy_overlaps": "This person is your deputy already from {begins} to {ends}. Choose other days, or end it",
        "first_in_the_past": "Choose today or a later day",
        "last_before_first": "The last day cannot be before the first",
        "nobody_there": "Nobody holds this post now. Choose somebody else",
        "asks_oneself": "This is yourself. Choose somebody else",
        "in_conflict": "This case concerns this person, who may not decide or sign here. Choose somebody else",
        "asked_already": "This one is asked already. Choose somebody else",
        "lead_of_other_kind": "Give the number of another case of the same process",
        "lead_past_joining": "{number} is before its decision or decided. No case is joined to it any more",
        "lead_not_held": "You do not hold the task of {number} by which cases are joined",
        "lead_differs": "Both cases must hold the same in: {names}",
        "signer_not_holder": "This person could not have answered this on that day. Check who signed, and the day",
        "signer_decided_before": "This person has decided here or in a step that others must decide. Check who signed",
        "in_the_chain": "This person has already had this matter in the chain of delegations. Choose somebody else",
    }
)
