"""Actors: posts, pools, the applicant, the authority table."""

from __future__ import annotations

from collections.abc import Mapping

from workflow.core.definition import ActorRule
from workflow.core.findings import Path
from workflow.reading.compiling.worksheet import Organisation, Worksheet
from workflow.reading.shapes.process import AnActor, ApplicantActor, MatrixActor, PersonActor, PoolActor


def compile_actors(sheet: Worksheet, shapes: Mapping[str, AnActor], item: str | None) -> dict[str, ActorRule]:
    """`item` is the item of the authority table that the process names in its header."""
    return {name: _actor(sheet, name, shape, item) for name, shape in shapes.items()}


def _actor(sheet: Worksheet, name: str, shape: AnActor, item: str | None) -> ActorRule:
    path: Path = ("actors", name)
    label = shape.label.text()
    if isinstance(shape, ApplicantActor):
        return ActorRule(name, label, "applicant")
    if isinstance(shape, MatrixActor):
        if item is None:
            sheet.error("L02", "authority_not_named", (*path, "matrix"))
        return ActorRule(name, label, "authority", item=item)
    if isinstance(shape, PoolActor):
        check_post(sheet, shape.pool, shape.of, (*path, "pool"), (*path, "of"))
        if shape.desk is not None:
            check_post(sheet, shape.desk, shape.of, (*path, "desk"), (*path, "of"))
        return ActorRule(name, label, "pool", shape.pool, shape.of, keep_same=shape.keep_same, desk=shape.desk)
    if isinstance(shape, PersonActor):
        check_field(sheet, shape.person.removeprefix("data."), "person", (*path, "person"))
        return ActorRule(name, label, "person", of=shape.person)
    check_post(sheet, shape.post, shape.of, (*path, "post"), (*path, "of"))
    return ActorRule(name, label, "post", shape.post, shape.of)


def check_post(sheet: Worksheet, post: str, of: str, post_path: Path, of_path: Path) -> None:
    """The post exists, and at the unit or above it; `of` may also be a data field that holds a unit."""
    organisation = sheet.context.organisation
    if organisation is not None:
        sheet.name("post", post, organisation.posts, post_path)
    if of.startswith("data."):
        check_unit_field(sheet, of.removeprefix("data."), of_path)
    elif organisation is not None:
        sheet.name("unit", of, organisation.units, of_path)
        if post in organisation.posts and of in organisation.units and not _stands(organisation, post, of):
            sheet.error("L02", "post_not_there", post_path, params={"post": post, "unit": of})


def check_unit_field(sheet: Worksheet, field: str, path: Path) -> None:
    check_field(sheet, field, "unit", path)


def check_field(sheet: Worksheet, field: str, kind: str, path: Path) -> None:
    """The field exists and holds a unit or a person."""
    sheet.name("field", field, sheet.fields, path)
    spec = sheet.fields.get(field)
    if spec is not None and spec.type != kind:
        sheet.error("L02", f"not_a_{kind}_field", path, params={"name": field, "type": spec.type})


def _stands(organisation: Organisation, post: str, unit: str | None) -> bool:
    seen: set[str] = set()
    while unit is not None and unit not in seen:
        if unit in organisation.posts[post].units:
            return True
        seen.add(unit)
        above = organisation.units.get(unit)
        unit = above.parent if above else None
    return False
