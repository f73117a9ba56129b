"""Judging a loop that may crash, hang or lie: the controller never imports it, worker processes do.

    controller   decides: what is asked next, how long one waits, what a death means
    processes    starts a worker in a session of its own, and ends all that came of it
    order        what a worker is to do
    worker       one pytest run over some of the items, which tells as it goes
    journal      what is told: one line an event, readable after any death

Whatever the subject does to a worker becomes a verdict on the clause that was running, or a fault that says
why there is none; the rest of the exam goes on.
"""
