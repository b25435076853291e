"""Processes that answer: each is given one task at a time, and is killed and replaced when it takes too long or dies.

Tasks come in from `server`, answers go out whole. `pool` hands tasks to two kinds of `crew`: one evaluates untrusted
queries, shut in (`evaluation`); one makes pages and linked data by the project's own queries (`content`). `process` is
what runs in each of them.
"""
