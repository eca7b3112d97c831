"""Answers that the engine itself asks for, and the actions that belong to a case rather than to a task."""

from __future__ import annotations

from workflow.core.definition import Outcome
from workflow.core.text import Text

RECONFIRM_OUTCOMES = (
    Outcome("agree", Text("同意", "Agree")),
    Outcome("return", Text("退回修改", "Return for changes"), completes=False, reason=True),
)
UNBLOCK_OUTCOMES = (
    Outcome("allow", Text("同意再辦一次", "Allow another round")),
    Outcome("end", Text("結束本案", "End the case"), completes=False, reason=True),
)
ANSWERED = (Outcome("answered", Text("回覆", "Reply"), reason=True),)
SIGNED = (
    Outcome("agree", Text("同意", "Agree")),
    Outcome("disagree", Text("不同意", "Disagree"), reason=True),
)
EXTENSION_OUTCOMES = (
    Outcome("approve", Text("同意展期", "Approve the extension")),
    Outcome("reject", Text("不同意展期", "Refuse the extension"), completes=False, reason=True),
)
CASE_ACTIONS = ("withdraw", "take_back", "undo", "comment")
TASK_ACTIONS = ("claim", "release")
