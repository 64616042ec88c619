import datetime as dt

from courier.services.obligations import change_category, compute_obligations
from tests.factories.county import COUNTY_ID, YEAR, make_county

OLD = dt.date(1958, 3, 1)
YOUNG = dt.date(1990, 5, 5)


def assess(core):
    return compute_obligations(core, county_id=COUNTY_ID, coverage_year=YEAR, pack_id="demo-2027")


def owed(core):
    with core.begin() as work:
        return {
            row.name: (row.status, row.full_fen, row.own_fen, row.version)
            for row in work.run(
                "select i.name, o.* from obligations o"
                " join insurees i using (county_id, insuree_id)"
            )
        }


def ledger_total(core, account):
    with core.begin() as work:
        return work.scalar(
            "select coalesce(sum(amount_fen), 0) from ledger_lines where account = :a",
            {"a": account},
        )


def test_everybody_owes_what_the_pack_says(core):
    county = make_county(core)
    county.household(
        [("张老太", OLD, ["low_income"]), ("张三", YOUNG, []), ("张五保", OLD, ["destitute"])]
    )
    done = assess(core)
    assert (done.new, done.changed) == (3, 0)
    assert owed(core) == {
        "张老太": ("open", 40000, 16000, 1),
        "张三": ("open", 40000, 40000, 1),
        "张五保": ("aided", 40000, 0, 1),
    }
    assert ledger_total(core, "obligation_receivable") == 56000
    assert ledger_total(core, "aid_receivable") == 64000
    assert ledger_total(core, "fund") == -120000


def test_computing_twice_changes_nothing(core):
    make_county(core).household([("张三", YOUNG, [])])
    assess(core)
    done = assess(core)
    assert (done.new, done.changed) == (0, 0)
    assert ledger_total(core, "fund") == -40000


def test_a_changed_category_changes_what_is_owed_and_keeps_the_history(core):
    county = make_county(core)
    _, (person,) = county.household([("张三", YOUNG, [])])
    assess(core)
    change_category(
        core,
        actor=county.chief,
        insuree_id=person,
        category="low_income",
        applies=True,
        evidence="低保证 1234",
        coverage_year=YEAR,
    )
    assert owed(core) == {"张三": ("open", 40000, 16000, 2)}
    assert ledger_total(core, "obligation_receivable") == 16000
    with core.begin() as work:
        row = work.run("select version, own_fen, reason from obligation_versions").one()
    assert tuple(row) == (1, 40000, "category_changed")
    change_category(
        core,
        actor=county.chief,
        insuree_id=person,
        category="low_income",
        applies=False,
        evidence="停发",
        coverage_year=YEAR,
    )
    core.clock.forward(days=1)
    assess(core)
    assert owed(core)["张三"][:3] == ("open", 40000, 40000)
