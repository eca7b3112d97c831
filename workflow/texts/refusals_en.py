"""Why an action is not allowed now, and why a task went to somebody else, in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from workflow.texts.filling import Sentence

SENTENCES: Final[Mapping[str, Sentence]] = MappingProxyType(
    {
        "case_closed": (
            "This case has ended ({outcome}). “{action}” is no longer possible.",
            "This case has ended ({outcome}).",
            "This case has ended.",
        ),
        "draft_overtaken": "Another window has saved this part since. Review both and save again.",
        "draft_sent": "This draft has been submitted as {number}.",
        "not_from_here": "As “{code}” stands now, this cannot be begun from it.",
        "too_many_drafts": "You have {most} drafts. Delete some that you no longer need.",
        "document_not_ready": "“{document}” is still being made. Try again in a moment.",
        "stale": "Something changed since you opened this. Review it, then decide.",
        "task_closed": (
            "{by} dealt with this on {at} ({outcome}). Nothing for you to do.",
            "This step is already done. Nothing for you to do.",
        ),
        "not_in_this_state": (
            "The case is in “{state}”, where “{action}” is not possible.",
            "“{action}” is not possible now.",
        ),
        "which_task": "You have several tasks in this case ({tasks}). Choose one.",
        "claimed": "{by} has claimed this step and deals with it.",
        "already_claimed": "You have already claimed this step.",
        "not_claimed": "You did not claim this step, so you cannot release it.",
        "too_early": "This is possible from {not_before} on.",
        "signature_needed": "This decision is signed with a password, on the page of the case. A program cannot sign.",
        "link_other_round": "This link is of an earlier round. Nothing was sent. Use the one in the newest letter.",
        "link_ended": "This link is no longer in use. Nothing was sent.",
        "link_expired": "This link was good until {at}. Nothing was sent; ask for a new one on the same page.",
        "link_not_expired": "This link still works, until {until}. No new one is needed.",
        "link_over": "This matter is closed. Nothing is left to do here.",
        "not_through_link": "“{action}” is not possible by the link.",
        "too_many_codes": "{most} codes were sent within the hour. Use the newest one, or try again later.",
        "code_wrong": "That is not the code. {left} more tries.",
        "code_over": "This code no longer works. Ask for a new one.",
        "code_needed": "Type the code from your mail first.",
        "not_together": "This is decided on the page of the case, not together with others.",
        "deadline_passed": "The deadline, {due}, has passed. Nothing is accepted any more.",
        "on_hold": "This step is on hold until {until}. Resume it first.",
        "lead_decided": "{number} is before its decision or decided. The case stays joined to it.",
        "tied_to_others": "Other cases wait for this one, or it waits for others. It cannot be joined.",
        "on_paper": "This step goes on on paper ({place}). Sign there; it is recorded from the paper.",
        "not_on_paper": "This step is not on paper.",
        "not_on_hold": "This step is not on hold.",
        "already_overdue": "The deadline, {due}, has passed. It can no longer be put off, nor the step put on hold.",
        "hold_used_up": "This step may be on hold for {within} in all, and has been.",
        "nobody_to_take": "There is nobody else who could take this step.",
        "nobody_to_urge": "The case is not waiting for anybody else now.",
        "urged_already": "A reminder was sent already. The next one is possible from {again} on.",
        "too_many_informed": "At most {most} people and posts can be told of a case.",
        "not_informed": "You were not told of this case.",
        "noted_already": "You have noted this already.",
        "extension_pending": (
            "An extension by {days} was asked for and is not decided yet.",
            "An extension was asked for and is not decided yet.",
        ),
        "extensions_used_up": "This step may be extended {times} times and has been.",
        "extension_total_used": "This step may be extended by {within} in all and has been.",
        "too_late": (
            "The case has reached “{state}” and can no longer be withdrawn.",
            "Undo is possible for {seconds} seconds only.",
            "A decision can be taken back within {within} only.",
            "The time for this has passed.",
        ),
        "self_approval": (
            "This case concerns {people}, who may not approve it, nor may a deputy.",
            "This case concerns you, so you may not approve it.",
        ),
        "same_person_twice": (
            "{people} already signed in “{state}”. This step needs another person.",
            "The same person may not sign both steps. This step needs another person.",
        ),
        "not_yours": ("This step belongs to {holders}.", "This case is not with you at the moment."),
        "nobody_can_act": (
            "Nobody can act as “{actor}” now: {reasons}. The case was not sent and nothing was lost.",
            "Nobody can act as “{actor}” now. The case was not sent and nothing was lost.",
        ),
        "nothing_to_take_back": "There is no decision to take back.",
        "already_taken_up": "The next step has been claimed or done, so the decision cannot be taken back.",
        "has_effects": "This decision has already taken effect and cannot be taken back.",
        "timer_settled": "This deadline has already been dealt with.",
        "signal_settled": "This word from another case has already been heard.",
        "too_deep": "No more than {most} cases may wait one for the other. Nothing was changed.",
        "no_such_case": "No case or register row is called “{code}”. Nothing was changed.",
        "batch_held_up": "These are decided all or none, and {number} could not be approved. Nothing was changed here.",
        "follows_only": "This cannot be applied for. Such a case follows from another.",
        "cannot_watch": (
            "The case that would stand beside “{code}” cannot begin. Nothing was changed.",
            "The case that would stand beside each row cannot begin: nobody may start it, or it is not published.",
        ),
        "cannot_follow": (
            "The case for row {row} cannot begin with what stands there: {fields}. Nothing was changed.",
            "The case that would follow cannot begin with what stands here: {fields}. Nothing was changed.",
            "The case that would follow cannot begin. Nothing was changed.",
        ),
        "booked": (
            "From {first} to {last} “{title}” is held for case {number}. Choose another, or other dates. "
            "Nothing was changed.",
            "From {first} to {last} “{title}” is held for another case. Choose another, or other dates. "
            "Nothing was changed.",
        ),
        "no_such_register": "The register “{register}” that this writes to does not exist. Nothing was changed.",
        "no_such_row": "The register “{title}” has no row “{code}”. Nothing was changed.",
        "row_changed": "Somebody has changed this row since you opened it. Review both and save again.",
        "row_taken": (
            "The register “{title}” has a row “{code}” with the same “{label}”. Nothing was changed.",
            "The register “{title}” has a row “{code}” already.",
        ),
        "row_not_valid": (
            "“{label}” of the register “{title}” cannot be written: {why}. Nothing was changed.",
            "“{label}” of the register “{title}” cannot be written. Nothing was changed.",
        ),
        "may_not_start": ("This request is made by: {posts}.", "None of your posts may make this request."),
        "which_hat": "You hold several posts ({hats}). Choose the one under which you apply.",
        "busy": "Several people are working on this case. This was not done and nothing was lost. Try again.",
        "value_missing": "The process needs “{name}” to go on, and it is empty. Nothing was lost.",
        "cannot_be_decided": "A rule has no answer from these values ({code}). Nothing was lost. Tell the office.",
        "form_used": "This form was already sent and was not processed twice. Open the case to see the result.",
        "sign_in_failed": "The login or the password is wrong.",
        "sign_in_locked": "Too many attempts. Signing in with this login is possible again at {until}.",
        "waiting_for": "An answer is awaited from {holders}, asked on {since}.",
        "delegated_too_often": "This was delegated {most} times already. Answer it, or give it back.",
        "vacant": ("The post {post} at {unit} is vacant.", "the post is vacant."),
        "climbed": ("{post} of {to} stands in.", "the same post of the unit above stands in."),
        "left": "the applicant has left.",
        "no_decider": (
            "The authority table names nobody who decides “{item}”.",
            "the authority table names nobody who decides.",
        ),
        "person_unset": ("The field that names the person ({path}) is empty.", "the person is not known yet."),
        "not_there": ("{person} is not here any more.", "the person named has left."),
        "unit_unset": ("The field that names the unit ({path}) is empty.", "the unit is not known yet."),
        "conflict": ("{holder} has a conflict of interest.", "a conflict of interest."),
        "conflict_to_superior": (
            "{from} has a conflict of interest; {to} decides.",
            "a conflict of interest, so the superior decides.",
        ),
        "sent_to_fallback": ("It goes to “{to}” instead.", "it goes to the fallback instead."),
    }
)
