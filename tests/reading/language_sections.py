"""The order in which the reference page tells the constructs of the language, and what it says first."""

from __future__ import annotations

from dataclasses import dataclass

from workflow.reading.shapes import (
    answers,
    anytime,
    constraints,
    documents,
    effects,
    ends,
    fields,
    guests,
    may,
    process,
    scenarios,
    shared,
    states,
    times,
)
from workflow.reading.shapes.base import Label, Shape


@dataclass(frozen=True, slots=True)
class Section:
    """`slug` names the example too; what the shapes hold and no section names follows them."""

    slug: str
    zh: str
    en: str
    shapes: tuple[type[Shape], ...]


SECTIONS = (
    Section("file", "檔頭", "The head of a file", (process.ProcessFile, Label, process.AuthorityUse)),
    Section(
        "fields", "欄位", "Fields",
        (
            fields.AnyField, fields.TextField, fields.EmailField, fields.IntField, fields.DecimalField,
            fields.BoolField, fields.DateField, fields.EnumField, fields.MultiField, fields.RefField,
            fields.UnitField, fields.PersonField, fields.CountryField, fields.GroupField, fields.TableField,
        ),
    ),
    Section("documents", "文件", "Documents", (documents.Upload, documents.Render)),
    Section("sections", "申請單分段", "Parts of the form", (process.ASection,)),
    Section(
        "actors", "角色", "Actors",
        (process.ApplicantActor, process.PostActor, process.PoolActor, process.MatrixActor, process.PersonActor),
    ),
    Section("defaults", "通則", "Defaults", (process.Defaults,)),
    Section("constraints", "迴避與不同人", "Who must not act", (constraints.NeverRule, constraints.DifferentPeople)),
    Section("checklists", "檢核表", "Checklists", (process.AChecklist,)),
    Section(
        "states", "狀態共用的寫法", "What states share",
        (states.Human, answers.AnOutcome, answers.BackMove, states.RequiresMap),
    ),
    Section(
        "effects", "作業", "Operations",
        (effects.PutRow, effects.ChangeRow, effects.SendSignal, effects.RetiredEffect),
    ),
    Section("edit", "填寫", "Filling in", (states.EditState,)),
    Section("approve", "核准", "Approving", (states.ApproveState,)),
    Section("vote", "表決", "Voting", (states.Vote,)),
    Section("parallel", "會辦", "Consulting units", (states.ParallelState, states.ABranch)),
    Section("external", "等校外", "Waiting for somebody outside", (states.ExternalState,)),
    Section("guest", "對方憑連結作答", "Answering by a link, without an account", (guests.GuestMap,)),
    Section("wait", "等候", "Waiting", (states.WaitState,)),
    Section("subcase", "等候其他案件", "Waiting for other cases", (states.SubcaseState,)),
    Section("choice", "分流", "Choices", (states.ChoiceState, states.Case, states.ElseCase)),
    Section("end", "結束", "Ends", (ends.EndState,)),
    Section(
        "deadlines", "期限、催辦、逾期、展期", "Deadlines, reminders, escalation, extensions",
        (times.DeadlineMap, times.Remind, times.Escalation, times.Visits, times.WithinDeadline),
    ),
    Section("may", "承辦可另採的動作", "Further actions of holders", (may.MayMap,)),
    Section("anytime", "隨時可做的", "At any time", (anytime.Anytime,)),
    Section("views", "誰看得到什麼", "Who sees what", (process.AView,)),
    Section("versions", "版次：接受的警告與案件移轉", "Versions", (process.AcceptedWarning, process.MigrationMap)),
    Section("tests", "情境測試", "Scenario tests", (scenarios.Scenario,)),
    Section("organisation", "組織檔", "The organisation", (shared.OrganisationFile,)),
    Section("authority", "分層負責明細表", "The authority table", (shared.AuthorityFile,)),
    Section("register", "登錄", "Registers", (shared.RegisterFile, fields.EnumColumn)),
    Section("calendar", "行事曆", "Calendars", (shared.CalendarFile,)),
)  # fmt: skip
