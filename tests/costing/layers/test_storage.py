"""The bill of buckets, worked out by hand: 30.42 days a month, so 30.42 GB of growth are 1 GB a day.

File systems are in test_storage_files.py.
"""

import pytest

from tests.support.bills import bill_of, has, line
from tests.support.hand_computed import figures, hand_computed

BUSY = {"requestsPerSecond": {"average": 10, "peak": 40}}
DAILY = {"storedGb": 200, "growthGbPerMonth": "30.42"}
OLD = {"lifecycle": {"old": {"afterDays": 90, "storageClass": "GLACIER_IR"}}}
CHAIN = {
    "lifecycle": {
        "cool": {"afterDays": 30, "storageClass": "STANDARD_IA"},
        "cold": {"afterDays": 90, "storageClass": "GLACIER"},
    }
}
TIERING = {"storageClass": "INTELLIGENT_TIERING"}


def _bill(bucket, known, **more):
    topology = {"storage": {"buckets": {"up": bucket}}}
    return bill_of(topology, workload={"buckets": {"up": known}, **more})


def _moves(days, name, **more):
    return {"lifecycle": {"old": {"afterDays": days, "storageClass": name, **more}}}


def _lines(bill):
    return sorted(x.id for x in bill.lines if x.layer == "storage")


# --- STANDARD -----------------------------------------------------------------------------------------------------


@hand_computed(
    "storage/BUCKET/standard",
    of="up",
    quantity="40",
    price="0.023",
    amount="0.92",
    resource="aws:s3/bucket:Bucket shop-up",
)
def test_stored_data_is_in_all_three_figures():
    """40 GB × $0.023 = $0.92, whoever comes."""
    return _bill({}, {"storedGb": 40})


@hand_computed("storage/BUCKET/standard", of="up", quantity="51200", price="0.023", amount="1177.60")
def test_the_first_fifty_terabytes():
    """50 × 1,024 = 51,200 GB × $0.023 = $1,177.60."""
    return _bill({}, {"storedGb": 51200})


@hand_computed("storage/BUCKET/standard", of="up", meter="50-500tb", quantity="1", price="0.022", amount="0.022")
def test_the_first_gigabyte_above_fifty_terabytes():
    """51,201 − 51,200 = 1 GB, × $0.022."""
    return _bill({}, {"storedGb": 51201})


@hand_computed("storage/BUCKET/standard", of="up", meter="over-500tb", quantity="1", price="0.021", amount="0.021")
def test_the_first_gigabyte_above_five_hundred_terabytes():
    """512,001 − 512,000 = 1 GB, × $0.021; the 460,800 GB before it at $0.022."""
    bill = _bill({}, {"storedGb": 512001})
    assert line(bill, "storage/up/standard.50-500tb").quantity == figures("460800")
    return bill


def test_growth_is_in_no_figure():
    """What a bucket gains is for the yearly view: the same bill with and without."""
    plain = _bill({}, {"storedGb": 40}).layers["storage"]
    assert _bill({}, {"storedGb": 40, "growthGbPerMonth": 5}).layers["storage"] == plain


# --- a lifecycle --------------------------------------------------------------------------------------------------


@hand_computed("storage/BUCKET/standard", of="up", quantity="90", price="0.023", amount="2.07")
def test_the_young_part():
    """1 GB a day × 90 days = 90 GB are not old yet: × $0.023 = $2.07."""
    return _bill(OLD, DAILY)


@hand_computed("storage/BUCKET/aged", of="up", quantity="110", price="0.004", amount="0.44")
def test_the_old_part():
    """200 − 90 = 110 GB in GLACIER_IR, × $0.004 = $0.44."""
    return _bill(OLD, DAILY)


@hand_computed("storage/BUCKET/aged", of="up", quantity="20", price="0.01", amount="0.20")
def test_one_zone():
    """After 180 days 200 − 180 = 20 GB in ONEZONE_IA, × $0.01 = $0.20."""
    return _bill(_moves(180, "ONEZONE_IA"), DAILY)


@pytest.mark.parametrize(("stored", "young", "old"), [("89", "89", "0"), ("90", "90", "0"), ("91", "90", "1")])
def test_no_more_is_young_than_there_is(stored, young, old):
    """At 90 GB everything is as young as the rule's 90 days; the next GB is old."""
    bill = _bill(OLD, {**DAILY, "storedGb": stored})
    assert line(bill, "storage/up/standard").quantity == figures(young)
    assert line(bill, "storage/up/aged").quantity == figures(old)


def test_without_a_growth_everything_is_young():
    """Nobody said how old the data is: the dearer reading."""
    bill = _bill(OLD, {"storedGb": 200})
    assert line(bill, "storage/up/standard").quantity == figures("200")
    assert line(bill, "storage/up/aged").quantity == figures("0")


@pytest.mark.parametrize(("kilobytes", "moved"), [("127", False), ("128", True), ("129", True)])
def test_small_objects_do_not_move(kilobytes, moved):
    """S3 moves nothing below 128 KB by default."""
    bill = _bill(OLD, {**DAILY, "averageObjectKb": kilobytes, "putsPerMonth": 1000})
    assert has(bill, "storage/up/aged") is moved
    assert has(bill, "storage/up/transition") is moved


@hand_computed("storage/BUCKET/aged", of="up", quantity="60", price="0.0125", amount="0.75")
def test_a_stage_holds_what_its_days_bring():
    """From day 30 to day 90 in STANDARD_IA: 60 GB × $0.0125 = $0.75."""
    return _bill(CHAIN, DAILY)


@hand_computed("storage/BUCKET/aged", of="up", meter="glacier", quantity="113.4375", price="0.0036", amount="0.408375")
def test_archived_objects_carry_32_kb_each():
    """110 GB in objects of 1 MB are 112,640 objects × 32 KB = 3.4375 GB more: 113.4375 × $0.0036 = $0.408375."""
    return _bill(CHAIN, DAILY)


@hand_computed("storage/BUCKET/standard", of="up", quantity="30.859375", price="0.023", amount="0.709765625")
def test_archived_objects_leave_8_kb_in_standard():
    """30 GB young, and 112,640 × 8 KB = 0.859375 GB: 30.859375 × $0.023 = $0.709765625."""
    return _bill(CHAIN, DAILY)


@hand_computed("storage/BUCKET/aged", of="up", quantity="82.5", price="0.00099", amount="0.081675")
def test_deep_archive():
    """After 120 days 80 GB in 81,920 objects, × 32 KB = 2.5 GB more: 82.5 × $0.00099 = $0.081675."""
    return _bill(_moves(120, "DEEP_ARCHIVE"), DAILY)


def test_prefixes_of_their_own_share_the_bucket():
    """Two prefixes, 100 GB and half a GB a day each: 45 GB young under the one, everything under the other."""
    rules = {
        "a": {"prefix": "a/", "afterDays": 90, "storageClass": "GLACIER_IR"},
        "b": {"prefix": "b/", "expireAfterDays": 400},
    }
    bill = _bill({"lifecycle": rules}, DAILY)
    assert line(bill, "storage/up/standard").quantity == figures("145")
    assert line(bill, "storage/up/aged").quantity == figures("55")


@hand_computed("storage/BUCKET/transition", of="up", quantity="0 10 10", price="0.02", amount="0 0.20 0.20")
def test_moving_an_object_is_a_request():
    """10,000 puts a month, in balance 10,000 moves: 10 thousand × $0.02 = $0.20."""
    return _bill(OLD, {**DAILY, "putsPerMonth": 10000})


@hand_computed(
    "storage/BUCKET/transition", of="up", meter="glacier", quantity="0 10 10", price="0.03", amount="0 0.30 0.30"
)
def test_each_further_move_is_one_more():
    """The same 10 thousand objects move on to GLACIER: × $0.03 = $0.30, beside × $0.01 = $0.10 into STANDARD_IA."""
    bill = _bill(CHAIN, {**DAILY, "putsPerMonth": 10000})
    assert line(bill, "storage/up/transition").amount == figures("0 0.10 0.10")
    return bill


def test_what_expires_first_does_not_move():
    """A rule that only deletes has no request and no class."""
    bill = _bill({"lifecycle": {"gone": {"expireAfterDays": 30}}}, {**DAILY, "putsPerMonth": 1000})
    assert _lines(bill) == ["storage/up/get", "storage/up/put", "storage/up/standard"]


@hand_computed("storage/BUCKET/early-delete", of="up", quantity="0 15 15", price="0.0125", amount="0 0.1875 0.1875")
def test_deleted_before_the_minimum_of_the_class():
    """STANDARD_IA from day 30 to 45, 30 days billed: 1 GB a day × 15 days short = 15 GB-months × $0.0125 = $0.1875."""
    return _bill(_moves(30, "STANDARD_IA", expireAfterDays=45), DAILY)


@pytest.mark.parametrize(
    ("name", "end", "short"),
    [
        ("STANDARD_IA", 59, "1"),
        ("STANDARD_IA", 60, None),
        ("ONEZONE_IA", 59, "1"),
        ("GLACIER_IR", 119, "1"),
        ("GLACIER_IR", 120, None),
        ("GLACIER", 119, "1"),
        ("GLACIER", 120, None),
        ("DEEP_ARCHIVE", 209, "1"),
        ("DEEP_ARCHIVE", 210, None),
        ("INTELLIGENT_TIERING", 31, None),
    ],
)
def test_each_class_has_its_minimum(name, end, short):
    """30, 30, 90, 90 and 180 days after day 30: a day less is a day billed, to the day nothing."""
    bill = _bill(_moves(30, name, expireAfterDays=end), DAILY)
    assert has(bill, "storage/up/early-delete") is (short is not None)
    if short:
        assert line(bill, "storage/up/early-delete").quantity == figures(f"0 {short} {short}")


def test_moving_on_too_soon_is_billed_as_deleting_too_soon():
    """STANDARD_IA for 10 days only, before GLACIER: 20 days short, and GLACIER itself is kept for good."""
    rules = {
        "cool": {"afterDays": 30, "storageClass": "STANDARD_IA"},
        "cold": {"afterDays": 40, "storageClass": "GLACIER"},
    }
    bill = _bill({"lifecycle": rules}, DAILY)
    assert line(bill, "storage/up/early-delete").quantity == figures("0 20 20")


# --- INTELLIGENT_TIERING ------------------------------------------------------------------------------------------


@hand_computed("storage/BUCKET/tiering", of="up", quantity="40", price="0.023", amount="0.92")
def test_tiering_without_a_word_on_idle_objects():
    """All of 40 GB is read often: × $0.023 = $0.92."""
    return _bill(TIERING, {"storedGb": 40})


@hand_computed("storage/BUCKET/monitoring", of="up", quantity="40.96", price="0.0025", amount="0.1024")
def test_tiering_watches_every_object():
    """40 GB in objects of 1 MB are 40,960: 40.96 thousand × $0.0025 = $0.1024."""
    return _bill(TIERING, {"storedGb": 40})


@hand_computed("storage/BUCKET/tiering", of="up", quantity="100", price="0.023", amount="2.30")
def test_half_of_it_idle():
    """200 GB, 50 % idle: 100 GB read often × $0.023 = $2.30."""
    return _bill(TIERING, {**DAILY, "idlePercent": 50})


@hand_computed("storage/BUCKET/tiering", of="up", meter="infrequent", quantity="60", price="0.0125", amount="0.75")
def test_idle_for_a_month():
    """What came from 90 to 30 days ago, 1 GB × 60 days, is idle in the second tier: 60 GB × $0.0125 = $0.75."""
    return _bill(TIERING, {**DAILY, "idlePercent": 50})


@hand_computed("storage/BUCKET/tiering", of="up", meter="archive-instant", quantity="40", price="0.004", amount="0.16")
def test_idle_for_three_months():
    """The rest of the idle 100 GB is older: 100 − 60 = 40 GB × $0.004 = $0.16."""
    return _bill(TIERING, {**DAILY, "idlePercent": 50})


@pytest.mark.parametrize(
    ("idle", "tiers"),
    [(0, ("200", None, None)), (30, ("140", "60", None)), (31, ("138", "60", "2")), (100, ("30", "60", "110"))],
)
def test_idle_objects_go_down_as_they_age(idle, tiers):
    """30 % are just the second tier's 60 GB; all idle, the last 30 days are in the first tier yet."""
    bill = _bill(TIERING, {**DAILY, "idlePercent": idle})
    for meter, gb in zip(("", ".infrequent", ".archive-instant"), tiers, strict=True):
        assert has(bill, f"storage/up/tiering{meter}") is (gb is not None)
        if gb:
            assert line(bill, f"storage/up/tiering{meter}").quantity == figures(gb)


def test_objects_arrive_in_standard_and_move_at_once():
    """A bucket has no default class: the put is STANDARD's, and a move to the class follows."""
    bill = _bill(TIERING, {"storedGb": 40, "putsPerMonth": 10000})
    assert line(bill, "storage/up/put").price.item == "s3.standard.put-1k"
    assert line(bill, "storage/up/transition").price.item == "s3.lifecycle-to-intelligent-tiering-1k"
    assert line(bill, "storage/up/transition").amount == figures("0 0.10 0.10")
    assert line(bill, "storage/up/get").price.item == "s3.intelligent-tiering.get-1k"


def test_objects_that_move_at_once_follow_the_puts_to_their_peak():
    """10,000 puts at 10 requests a second are 40,000 at 40: 40 thousand moves × $0.01 = $0.40; later ones: 10."""
    bill = _bill({**TIERING, **OLD}, {**DAILY, "putsPerMonth": 10000}, **BUSY)
    assert line(bill, "storage/up/put").quantity == figures("0 10 40")
    assert line(bill, "storage/up/transition").amount == figures("0 0.10 0.40")
    assert line(bill, "storage/up/transition.glacier-ir").quantity == figures("0 10 10")


def test_small_objects_are_neither_watched_nor_tiered():
    """Below 128 KB they stay where they arrive: STANDARD, at the price of the first tier."""
    bill = _bill(TIERING, {"storedGb": 40, "averageObjectKb": 127, "putsPerMonth": 1000})
    assert _lines(bill) == ["storage/up/get", "storage/up/put", "storage/up/standard"]


def test_tiering_and_a_rule_after_it():
    """90 days in INTELLIGENT_TIERING, then GLACIER_IR: 90 GB watched, 110 GB old, two moves an object."""
    bill = _bill({**TIERING, **OLD}, {**DAILY, "putsPerMonth": 1000})
    assert line(bill, "storage/up/tiering").quantity == figures("90")
    assert line(bill, "storage/up/aged").quantity == figures("110")
    assert line(bill, "storage/up/transition").quantity == figures("0 1 1")
    assert line(bill, "storage/up/transition.glacier-ir").quantity == figures("0 1 1")


# --- requests and retrieval ---------------------------------------------------------------------------------------


@hand_computed("storage/BUCKET/put", of="up", quantity="0 10 40", price="0.005", amount="0 0.05 0.20")
def test_puts_follow_the_traffic():
    """10 thousand × $0.005 = $0.05; at 40 requests a second for 10, four times as many."""
    return _bill({}, {"putsPerMonth": 10000}, **BUSY)


@hand_computed("storage/BUCKET/get", of="up", quantity="0 200 200", price="0.0004", amount="0 0.08 0.08")
def test_gets_without_a_word_on_traffic():
    """200 thousand × $0.0004 = $0.08, a twelfth of what as many puts cost."""
    return _bill({}, {"getsPerMonth": 200000})


@hand_computed(
    "storage/BUCKET/get",
    of="up",
    meter="glacier-ir",
    quantity="0 3.072 3.072",
    price="0.01",
    amount="0 0.03072 0.03072",
)
def test_old_objects_are_read_at_their_own_price():
    """3 GB retrieved are 3,072 objects: 3.072 thousand × $0.01; the other 196.928 of 200 thousand are STANDARD's."""
    bill = _bill(OLD, {**DAILY, "getsPerMonth": 200000, "retrievedGbPerMonth": 3})
    assert line(bill, "storage/up/get").quantity == figures("0 196.928 196.928")
    return bill


def test_no_more_is_read_cold_than_is_read():
    """1,000 reads in all, 3,072 objects retrieved: a thousand cold reads and none beside."""
    bill = _bill(OLD, {**DAILY, "getsPerMonth": 1000, "retrievedGbPerMonth": 3})
    assert line(bill, "storage/up/get.glacier-ir").quantity == figures("0 1 1")
    assert line(bill, "storage/up/get").quantity == figures("0")


@hand_computed("storage/BUCKET/retrieval", of="up", quantity="0 3 3", price="0.03", amount="0 0.09 0.09")
def test_retrieval_from_instant_glacier():
    """3 GB × $0.03 = $0.09."""
    return _bill(OLD, {**DAILY, "retrievedGbPerMonth": 3})


@hand_computed("storage/BUCKET/retrieval", of="up", quantity="0 3 3", price="0.02", amount="0 0.06 0.06")
def test_retrieval_from_deep_archive():
    """3 GB × $0.02 = $0.06."""
    return _bill(_moves(120, "DEEP_ARCHIVE"), {**DAILY, "retrievedGbPerMonth": 3})


@hand_computed("storage/BUCKET/restore", of="up", quantity="0 3.072 3.072", price="0.05", amount="0 0.1536 0.1536")
def test_restoring_is_a_request_an_object():
    """3 GB from GLACIER are 3,072 objects of 1 MB: 3.072 thousand × $0.05 = $0.1536."""
    return _bill(_moves(90, "GLACIER"), {**DAILY, "retrievedGbPerMonth": 3})


def test_nothing_is_retrieved_from_a_bucket_that_does_not_age():
    """STANDARD and INTELLIGENT_TIERING give back for nothing, GLACIER_IR needs no restore."""
    known = {**DAILY, "retrievedGbPerMonth": 3}
    for bucket in ({}, TIERING):
        assert not has(_bill(bucket, known), "storage/up/retrieval")
    assert not has(_bill(OLD, known), "storage/up/restore")


def test_retrieval_divides_as_the_cold_classes_hold():
    """60 GB in STANDARD_IA and 113.4375 in GLACIER: of 173.4375 GB retrieved, as many from each."""
    bill = _bill(CHAIN, {**DAILY, "retrievedGbPerMonth": "173.4375"})
    assert line(bill, "storage/up/retrieval").quantity == figures("0 60 60")
    assert line(bill, "storage/up/retrieval.glacier").quantity == figures("0 113.4375 113.4375")


def test_a_bucket_nobody_described_costs_nothing_and_says_so():
    """Without a workload every line is at zero, and the assumption has a name."""
    bill = bill_of({"storage": {"buckets": {"up": {}}}})
    assert bill.layers["storage"] == figures("0")
    assert ("data in up", "workload.buckets.up.storedGb") in [(a.name, a.instead) for a in bill.assumed]
