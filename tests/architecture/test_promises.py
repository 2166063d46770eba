"""What the design promises of the code itself."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import nuzuh

SOURCE = Path(nuzuh.__file__).parent
MODULES = {str(p.relative_to(SOURCE)): p for p in sorted(SOURCE.rglob("*.py"))}
WRITERS = {
    "open",
    "write_bytes",
    "write_text",
    "mkdir",
    "rename",
    "replace",
    "rmtree",
    "unlink",
    "copytree",
    "copyfile",
    "move",
}
BAD_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "base", "manager", "misc"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def trees() -> Iterator[tuple[str, ast.Module]]:
    for name, path in MODULES.items():
        yield name, ast.parse(path.read_text("utf-8"))


def called(node: ast.Call) -> str:
    """Return the last name of what is called: ``write_text`` of ``path.write_text(…)``."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")


def lines_of(function: Function) -> int:
    """Return how many lines a function has, its docstring left out."""
    doc = function.body[0] if ast.get_docstring(function) else None
    return (function.end_lineno or 0) - function.lineno + 1 - ((doc.end_lineno or 0) - doc.lineno + 1 if doc else 0)


def dotted(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def functions(tree: ast.Module) -> Iterator[Function]:
    yield from (n for n in ast.walk(tree) if isinstance(n, Function))


def test_only_the_gate_writes_to_public() -> None:
    """No other function that writes a file, moves or removes one has the word ``public`` as a path in it."""
    found = []
    for name, tree in trees():
        for function in functions(tree):
            texts = {n.value for n in ast.walk(function) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
            doc = {ast.get_docstring(function, clean=False)}
            paths = {t for t in texts - doc if t == "public" or t.startswith("public/")}
            writes = {called(n) for n in ast.walk(function) if isinstance(n, ast.Call)} & WRITERS
            if paths and writes:
                found.append((name, function.name))
    copied_without = ("folder/begin.py", "copy_example")  # names public/ only to leave it out
    assert set(found) - {copied_without} == {
        ("evidence/disclosure.py", "publish"),
        ("evidence/disclosure.py", "_sweep"),
    }


def test_the_list_of_those_who_write_is_known() -> None:
    """Whoever writes, moves or removes files: a module that joins the list must say where to."""
    writers = {"write_bytes", "write_text", "mkdir", "rmtree", "unlink", "copytree"}
    found = {name for name, tree in trees() for n in ast.walk(tree) if isinstance(n, ast.Call) and called(n) in writers}
    allowed = {
        "evidence/disclosure.py",  # public/
        "folder/begin.py",  # a new folder
        "folder/rejects.py",  # private/
        "intake/placing.py",  # beside the file that it reads, or where the user says
        "intake/store.py",  # files of an import's own, in the tables' folders
        "outcomes.py",  # private/, and the frozen bundle in a letter's folder
        "pipeline.py",  # an export, where the user says
        "poll/files.py",  # a poll's form, and responses as they came
    }
    assert found - allowed == set()


@pytest.mark.parametrize("name", MODULES)
def test_modules_and_functions_are_short(name: str) -> None:
    text = MODULES[name].read_text("utf-8")
    assert len(text.splitlines()) <= 400
    long = [f.name for f in functions(ast.parse(text)) if lines_of(f) > 60]
    assert long == []


def test_only_the_command_line_asks_the_clock() -> None:
    clocks = {"now", "today", "utcnow", "time", "monotonic", "localtime", "fromtimestamp"}
    found = []
    for name, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and called(node) in clocks:
                whole = dotted(node.func)
                if whole.split(".")[-2:][0] in ("datetime", "date", "time", "dt"):
                    found.append((name, whole))
    assert [(n, w) for n, w in found if not w.endswith("dt.time")] == [
        (n, w) for n, w in found if n == "options.py" and not w.endswith("dt.time")
    ]
    assert all(name == "options.py" or w == "dt.time" for name, w in found), found  # dt.time() is midnight, no clock


def test_only_chance_makes_random_numbers() -> None:
    found = []
    for name, tree in trees():
        for node in ast.walk(tree):
            modules = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            found += [(name, m) for m in modules if m.split(".")[0] in ("random", "secrets", "uuid")]
            if isinstance(node, ast.Attribute) and dotted(node) in ("np.random", "numpy.random", "os.urandom"):
                found.append((name, dotted(node)))
            if isinstance(node, ast.Call) and called(node) in ("sample", "shuffle"):
                found.append((name, called(node)))
    assert {name for name, _ in found} <= {"terms/chance.py"}, found


@pytest.mark.parametrize("name", MODULES)
def test_everything_public_has_a_docstring(name: str) -> None:
    tree = ast.parse(MODULES[name].read_text("utf-8"))
    assert ast.get_docstring(tree), name
    bare = []
    for node in tree.body:
        if isinstance(node, (ast.ClassDef, *Function.__args__)) and not node.name.startswith("_"):
            bare += [] if ast.get_docstring(node) else [node.name]
            if isinstance(node, ast.ClassDef):
                bare += [
                    f"{node.name}.{m.name}"
                    for m in node.body
                    if isinstance(m, Function) and not m.name.startswith("_") and not ast.get_docstring(m)
                ]
    assert bare == []


def test_the_package_has_few_public_names() -> None:
    tree = ast.parse(MODULES["__init__.py"].read_text("utf-8"))
    names = {a.asname or a.name for n in tree.body if isinstance(n, ast.Import | ast.ImportFrom) for a in n.names}
    names |= {t.id for n in tree.body if isinstance(n, ast.Assign) for t in n.targets if isinstance(t, ast.Name)}
    names |= {n.name for n in tree.body if isinstance(n, (ast.ClassDef, *Function.__args__))}
    assert len({n for n in names if not n.startswith("_")}) <= 12


def test_names_say_what_they_hold() -> None:
    parts = {part for name in MODULES for part in Path(name).with_suffix("").parts}
    assert parts & BAD_NAMES == set()


def test_nothing_happens_on_import() -> None:
    """At the top of a module stand definitions and constants; the only calls make constants or decorate."""
    for name, tree in trees():
        loose = [n for n in tree.body if isinstance(n, ast.Expr) and isinstance(n.value, ast.Call)]
        loops = [n for n in tree.body if isinstance(n, ast.For | ast.While | ast.With)]
        assert not loose, name
        assert not loops, name


def test_no_module_switches_the_types_off() -> None:
    assert [n for n, p in MODULES.items() if "mypy: ignore" in p.read_text("utf-8")] == []
