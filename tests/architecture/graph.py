"""The import graph of the product, made from syntax trees alone: nothing is imported to draw it."""

from collections.abc import Iterable, Mapping

from tests.architecture.sources import Source, all_imported, within

FRAMEWORKS = ("flask", "sqlalchemy", "alembic", "apscheduler", "weasyprint", "pydantic")
Graph = Mapping[str, frozenset[str]]


def import_graph(sources: Iterable[Source]) -> dict[str, frozenset[str]]:
    """Module → what it imports: modules of the product by their own name, all else by its top-level name."""
    found = list(sources)
    own = {source.module for source in found}
    return {source.module: frozenset(target(name, own) for name in all_imported(source)) for source in found}


def target(name: str, own: set[str]) -> str:
    parts = name.split(".")
    prefixes = (".".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((prefix for prefix in prefixes if prefix in own), parts[0])


def reachable(graph: Graph, start: str) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for name in graph.get(waiting.pop(), frozenset()) - seen:
            seen.add(name)
            waiting.append(name)
    return seen


def cycles(graph: Graph) -> list[str]:
    """The modules that reach themselves."""
    return sorted(module for module in graph if module in reachable(graph, module))


def free_of_frameworks(graph: Graph, module: str) -> bool:
    return not any(within(name, framework) for name in reachable(graph, module) for framework in FRAMEWORKS)


def free_share(sources: Iterable[Source]) -> float:
    """The part of all lines that stands in modules from which no framework can be reached, 0 to 1."""
    found = list(sources)
    graph = import_graph(found)
    lines = {source.module: len(source.text.splitlines()) for source in found}
    free = sum(count for module, count in lines.items() if free_of_frameworks(graph, module))
    return free / sum(lines.values())
