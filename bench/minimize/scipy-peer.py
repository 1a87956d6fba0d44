"""SciPy's minimisers, on functions that the other end of the pipe computes (scipy.ts)."""

import json
import os
import struct
import sys
import time

import numpy as np
import scipy
from scipy.optimize import least_squares, minimize

HELLO, VALUE, PRODUCT, RESIDUALS, JACOBIAN, DONE = range(6)
JOB, ANSWER, STOP = range(3)

# SciPy's Fortran prints to file descriptor 1: it is stderr from here on, and replies have their own.
replies, requests = os.fdopen(os.dup(1), "wb"), sys.stdin.buffer
os.dup2(2, 1)


class Stopped(Exception):
    """The evaluations are spent."""


def send(kind, payload):
    replies.write(struct.pack("<II", kind, len(payload)) + payload)
    replies.flush()


def receive():
    header = requests.read(8)
    if len(header) < 8:
        sys.exit(0)
    kind, length = struct.unpack("<II", header)
    return kind, requests.read(length)


def ask(kind, *vectors):
    send(kind, b"".join(np.ascontiguousarray(v, "<f8").tobytes() for v in vectors))
    answer, payload = receive()
    if answer == STOP:
        raise Stopped
    return np.frombuffer(payload, "<f8").copy()


def value_and_gradient(x):
    answer = ask(VALUE, x)
    return answer[0], answer[1:]


def bounds_of(job):
    if "lower" not in job:
        return None
    return [[-np.inf if v is None else v for v in job["lower"]],
            [np.inf if v is None else v for v in job["upper"]]]


def solve(job):
    x0 = np.array(job["start"])
    method, options, bounds = job["method"], job["options"], bounds_of(job)
    if method == "least_squares":
        return least_squares(
            lambda x: ask(RESIDUALS, x),
            x0,
            jac=lambda x: ask(JACOBIAN, x).reshape(-1, len(x)),
            bounds=bounds or (-np.inf, np.inf),
            **options,
        )
    return minimize(
        value_and_gradient,
        x0,
        jac=True,
        hessp=(lambda x, v: ask(PRODUCT, x, v)) if method == "trust-ncg" else None,
        method=method,
        bounds=bounds and list(zip(*bounds)),
        options=options,
    )


def paired(x):
    """Rosenbrock's function of each pair."""
    a, gradient = x[::2], np.empty_like(x)
    t = x[1::2] - a * a
    u = 1 - a
    gradient[::2] = -400 * t * a - 2 * u
    gradient[1::2] = 200 * t
    return 100 * (t @ t) + u @ u, gradient


def chained(x):
    """Rosenbrock's function of each variable and the next."""
    a, gradient = x[:-1], np.empty_like(x)
    t = x[1:] - a * a
    u = 1 - a
    gradient[:-1] = -400 * t * a - 2 * u
    gradient[-1] = 0
    gradient[1:] += 200 * t
    return 100 * (t @ t) + u @ u, gradient


def timed(job):
    function = {"paired": paired, "chained": chained}[job["function"]]
    x0 = np.tile([-1.2, 1.0], job["n"] // 2)
    options = {"maxcor": 10, "maxiter": job["iterations"], "gtol": 1e-6, "ftol": 0}
    begun = time.perf_counter()
    result = minimize(function, x0, jac=True, method="L-BFGS-B", options=options)
    seconds = time.perf_counter() - begun
    return {"seconds": seconds, "nit": result.nit}


def run(job):
    if "function" in job:
        return timed(job)
    try:
        result = solve(job)
    except Stopped:
        return {"status": "evaluations spent"}
    return {"status": str(result.message), "x": result.x.tolist()}


np.seterr(all="ignore")
send(HELLO, f"SciPy {scipy.__version__}, numpy {np.__version__}".encode())
while True:
    kind, payload = receive()
    try:
        report = run(json.loads(payload))
    except Exception as error:
        report = {"status": f"{type(error).__name__}: {error}", "failed": True}
    send(DONE, json.dumps(report).encode())
