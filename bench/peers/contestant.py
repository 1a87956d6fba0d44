"""The other end of contest/protocol.ts: tasks in, samples and seconds out, a line of JSON each."""

import json
import sys
import time

import numpy as np


def noise(count, seed):
    """lowbias32 of i + (seed + 1) 0x9e3779b9, as numbers from -1/2 up to 1/2."""
    x = np.arange(count, dtype=np.uint32) + np.uint32(((seed + 1) * 0x9E3779B9) % 2**32)
    x = (x ^ (x >> np.uint32(16))) * np.uint32(0x7FEB352D)
    x = (x ^ (x >> np.uint32(15))) * np.uint32(0x846CA68B)
    return (x ^ (x >> np.uint32(16))) / 2**32 - 0.5


def values(operand, dtype):
    """What valuesOf of contest/task.ts gives."""
    rows, columns = operand["rows"], operand["columns"]
    if operand["kind"] == "spd":
        apart = np.abs(np.arange(rows)[:, None] - np.arange(columns)[None, :])
        return (1 / (1 + apart) + 2 * (apart == 0)).astype(dtype)
    scale = 2 / columns**0.5 if operand["kind"] == "weights" else 1
    shift = 0.5 if operand["kind"] == "pixels" else 0
    return (scale * noise(rows * columns, operand["seed"]) + shift).reshape(rows, columns).astype(dtype)


def sample(result):
    """What sampleOf of contest/protocol.ts gives."""
    flat = np.ascontiguousarray(result).reshape(-1).astype(np.float64)
    stride = max(1, len(flat) // 97)
    return {
        "length": len(flat),
        "mean": float(np.abs(flat).mean()),
        "some": flat[::stride].tolist(),
    }


def serve(about, prepare):
    """`prepare(task)` gives a function without arguments that computes a result anew."""
    replies = sys.stdout

    def send(reply):
        replies.write(json.dumps(reply, separators=(",", ":")) + "\n")
        replies.flush()

    sys.stdout = sys.stderr
    send({"id": 0, "answer": about})
    work = None
    for line in sys.stdin:
        request = json.loads(line)
        reply = {"id": request["id"]}
        try:
            if request["ask"] == "prepare":
                work = None
                work = prepare(request["task"])
                reply["answer"] = sample(work())
            else:
                times = request["times"]
                begun = time.perf_counter()
                for _ in range(times):
                    work()
                reply["answer"] = (time.perf_counter() - begun) / times
        except Exception as error:
            reply["error"] = f"{type(error).__name__}: {error}"
        send(reply)
