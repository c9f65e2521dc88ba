"""Tables keep what tells their lines apart."""

from redraft.report.named import apart
from redraft.report.table import table


def test_a_cut_leaves_names_that_differ_apart() -> None:
    """A column that cannot be cut without making two names one stays whole."""
    names = [f"refine,max_rounds={n},min_weaknesses=1" for n in (0, 1)]
    told = table(["run", "variant"], [["1", names[0]], ["2", names[1]]], 20)
    assert all(name in told for name in names)
    cut = table(["run", "variant"], [["1", names[0]], ["2", names[0]]], 20)
    assert names[0] not in cut


def test_names_are_told_by_what_varies() -> None:
    names = [f"refine,max_rounds={n},min_weaknesses=1" for n in (0, 1)]
    assert apart(names) == ["max_rounds=0", "max_rounds=1"]
    assert apart(names[:1] * 2) == names[:1] * 2
    assert apart(["refine", "refine,max_rounds=1"]) == ["refine", "refine,max_rounds=1"]
    assert apart(["refine", "one_shot"]) == ["refine", "one_shot"]
    assert apart([]) == []
