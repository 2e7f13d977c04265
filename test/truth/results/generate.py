"""Writes random bounded programs, one a line: python3 generate.py SEED COUNT > programs.txt"""
import random
import sys

rnd = random.Random(int(sys.argv[1]))


def source(bound_end):
    n = rnd.randint(3, 14)
    keys = rnd.sample(["a", "b", "c", "d", "e", "hive", "spark"], rnd.randint(1, 4))
    t = rnd.randint(0, 800)
    rows = []
    for _ in range(n):
        t += rnd.choice([0, 100, 250, 500, 900, 1000, 2500])
        rows.append(f"{rnd.choice(keys)}:{rnd.randint(-5, 20)}:{max(0, t - rnd.choice([0, 0, 0, 300, 1200, 4000]))}")
    return ("end" if bound_end else str(rnd.choice([0, 0, 500, 2000]))), ",".join(rows)


def window(order_free, event_time=True):
    kind = rnd.choice(["tumble", "tumble", "slide", "session"] + ([] if order_free else ["count"]))
    a = rnd.choice([1000, 2000, 3000]) if kind != "count" else rnd.randint(1, 3)
    b = {"tumble": rnd.choice([0, 0, 100, 700]), "slide": rnd.choice([500, 1000, 1500]), "session": 0, "count": rnd.choice([0, 0, 1, 2])}[kind]
    if kind == "slide" and b >= a:
        b = 500
    forms = ["sum", "max", "agg"] if order_free else ["sum", "max", "minBy", "reduce", "agg", "proc", "proc", "aggproc", "redproc"]
    form = rnd.choice(forms)
    late = rnd.choice([0, 0, 500, 1500]) if kind != "count" else 0
    trigger = "-" if kind == "count" or order_free else rnd.choice(["-"] * 5 + ["count", "purge", "cont", "purgetime"])
    evictor = "-" if order_free or kind == "count" else rnd.choice(["-"] * 5 + ["count", "time"])
    return f"win {kind} {a} {b} {form} {late} {trigger} {evictor}", kind


def program():
    lines = []
    p = rnd.randint(1, 4)
    batch = rnd.random() < 0.3
    lines.append(f"env {p} {'BATCH' if batch else 'STREAMING'}")
    n = 0

    def name():
        nonlocal n
        n += 1
        return f"s{n}"

    two = rnd.random() < 0.35
    order_free = two

    def branch():
        s = name()
        bound, rows = source(two)
        lines.append(f"src {s} {bound} {rows}")
        for _ in range(rnd.choice([0, 0, 1, 2])):
            nxt = name()
            lines.append(f"one {nxt} {s} {rnd.choice(['map', 'flat', 'filter'])}")
            lines.append(f"par {nxt} 1")
            s = nxt
        return s

    s = branch()
    if two:
        other = branch()
        nxt = name()
        how = rnd.choice(["union", "join", "cogroup", "interval", "connect"])
        extra = {"union": "", "join": f" {rnd.choice([1000, 2500])}", "cogroup": f" {rnd.choice([2000, 3000])} 1000", "interval": f" {rnd.choice([-1000, 0, -300])} {rnd.choice([500, 1000])}", "connect": ""}[how]
        lines.append(f"{how} {nxt} {s} {other}{extra}")
        s = nxt
        if how == "union":
            w, _ = window(True)
            nxt = name()
            lines.append(f"one {nxt} {s} {w}")
            s = nxt
        lines.append(f"print - {s}")
        return ";".join(lines)
    if rnd.random() < 0.2:
        nxt = name()
        lines.append(f"one {nxt} {s} sides")
        lines.append(f"par {nxt} 1")
        side = name()
        lines.append(f"sideout {side} {nxt} even")
        after = name()
        lines.append(f"one {after} {side} sum")
        lines.append(f"print even {after}")
        s = nxt
    timeless = False  # in BATCH mode what keyed aggregations emit has the timestamp Long.MAX_VALUE: windows overflow
    for i in range(rnd.choice([1, 1, 2, 3])):
        nxt = name()
        op = rnd.choice(["sum", "max", "min", "maxBy", "minBy", "reduce", "timers", "batches", "win", "win", "win", "win"])
        if op == "win" and timeless:
            op = "batches"
        timeless = timeless or batch and op in ("sum", "max", "min", "maxBy", "minBy", "reduce")
        if op == "win":
            w, kind = window(False)
            lines.append(f"one {nxt} {s} {w}")
            if kind != "count":
                late = name()
                lines.append(f"sideout {late} {nxt} late")
                lines.append(f"print late {late}")
            s = nxt
            if "proc" in w:
                break
        else:
            lines.append(f"one {nxt} {s} {op}")
            s = nxt
            if op == "timers":
                break
    if rnd.random() < 0.3:
        nxt = name()
        lines.append(f"one {nxt} {s} {rnd.choice(['map', 'filter', 'flat'])}")
        s = nxt
    lines.append(f"print - {s}")
    return ";".join(lines)


for _ in range(int(sys.argv[2])):
    print(program())
