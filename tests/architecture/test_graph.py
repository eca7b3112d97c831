from tests.architecture.graph import cycles, free_share, import_graph
from tests.architecture.sources import Source, product, sources

FREE_SHARE = 0.45


def test_no_module_of_the_product_imports_itself_in_a_circle():
    assert cycles(import_graph(product())) == []


def test_almost_half_of_the_engine_can_be_used_without_any_framework():
    assert free_share(sources("workflow")) >= FREE_SHARE


def test_a_circle_through_a_package_is_found():
    circle = [
        Source("workflow/a.py", "from workflow.b import inner"),
        Source("workflow/b/__init__.py", ""),
        Source("workflow/b/inner.py", "import workflow.a"),
    ]
    assert cycles(import_graph(circle)) == ["workflow.a", "workflow.b.inner"]


def test_a_module_that_reaches_a_framework_through_another_is_not_free():
    chain = [
        Source("workflow/a.py", "from workflow import b"),
        Source("workflow/b.py", "from sqlalchemy.orm import Session"),
        Source("workflow/c.py", "import json\nimport flaskless"),
    ]
    assert free_share(chain) == 2 / 4
