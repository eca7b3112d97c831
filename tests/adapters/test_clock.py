import threading
from contextlib import contextmanager

from workflow.adapters.clock import run_clock

PATIENCE = 10
OFTEN = 0.01


class Work:
    """A beat that has `pieces` to do, fails where told, and announces how often it was called."""

    def __init__(self, pieces=0, fails_at=()):
        self.pieces, self.fails_at = pieces, set(fails_at)
        self.calls = 0
        self.reached: dict[int, threading.Event] = {}

    def when(self, calls):
        return self.reached.setdefault(calls, threading.Event())

    def __call__(self):
        self.calls += 1
        if self.calls in self.reached:
            self.reached[self.calls].set()
        if self.calls in self.fails_at:
            raise ValueError("no such case")
        self.pieces -= 1
        return self.pieces > 0


@contextmanager
def ticking(beat, every_seconds=OFTEN):
    stop = threading.Event()
    clock = threading.Thread(target=run_clock, args=(beat,), kwargs={"every_seconds": every_seconds, "stop": stop})
    clock.start()
    try:
        yield clock
    finally:
        stop.set()
        clock.join(PATIENCE)
        assert not clock.is_alive()


def test_what_is_due_is_drained_at_once_without_waiting_for_the_next_tick():
    work = Work(pieces=50)
    done = work.when(50)
    with ticking(work, every_seconds=3600):
        assert done.wait(PATIENCE)
    assert work.calls == 50


def test_the_clock_ticks_again_when_nothing_was_due():
    work = Work()
    third = work.when(3)
    with ticking(work):
        assert third.wait(PATIENCE)


def test_a_beat_that_fails_is_logged_and_the_next_tick_goes_on(caplog):
    work = Work(fails_at={1, 2})
    third = work.when(3)
    with ticking(work):
        assert third.wait(PATIENCE)
    failures = [record for record in caplog.records if record.name == "workflow.adapters.clock"]
    assert len(failures) == 2
    assert "no such case" in failures[0].exc_text


def test_beats_never_overlap():
    inside, overlapped, enough = threading.Lock(), threading.Event(), threading.Event()
    calls = []

    def beat():
        if not inside.acquire(blocking=False):
            overlapped.set()
        calls.append(1)
        if len(calls) == 3:
            enough.set()
        enough.wait(3 * OFTEN)
        inside.release()
        return False

    with ticking(beat):
        assert enough.wait(PATIENCE)
    assert not overlapped.is_set()


def test_stopping_lets_the_beat_end_and_begins_no_other():
    begun, go_on, calls = threading.Event(), threading.Event(), []

    def beat():
        calls.append("begun")
        begun.set()
        go_on.wait(PATIENCE)
        calls.append("ended")
        return True

    stop = threading.Event()
    clock = threading.Thread(target=run_clock, args=(beat,), kwargs={"every_seconds": OFTEN, "stop": stop})
    clock.start()
    assert begun.wait(PATIENCE)
    stop.set()
    go_on.set()
    clock.join(PATIENCE)
    assert not clock.is_alive()
    assert calls == ["begun", "ended"]


def test_a_clock_that_is_told_to_stop_before_it_starts_returns():
    stop = threading.Event()
    stop.set()
    clock = threading.Thread(
        target=run_clock, args=(Work(),), kwargs={"every_seconds": 3600, "stop": stop}, daemon=True
    )
    clock.start()
    clock.join(PATIENCE)
    assert not clock.is_alive()
