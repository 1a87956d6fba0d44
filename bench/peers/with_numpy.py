"""numpy as a contestant; the environment says which kernels and how many threads its BLAS takes."""

import ctypes
import os
import re

import numpy as np

from contestant import serve, values


def library():
    """Which OpenBLAS numpy has loaded, and its kernel; a wheel's carries a prefix and a suffix."""
    np.dot(np.ones((2, 2)), np.ones((2, 2)))
    try:
        with open("/proc/self/maps") as maps:
            found = re.findall(r"/\S*openblas\S*", maps.read())
    except OSError:
        return "BLAS unknown"
    for path in sorted({os.path.realpath(path) for path in found}):
        loaded = ctypes.CDLL(path)
        for name in ("openblas_get_%s", "openblas_get_%s64_", "scipy_openblas_get_%s64_"):
            try:
                config, core = (getattr(loaded, name % what) for what in ("config", "corename"))
            except AttributeError:
                continue
            config.restype = core.restype = ctypes.c_char_p
            return f"{' '.join(config().decode().split()[:2])} {core().decode()}, {path}"
    return "BLAS unknown"


def relu_ones(x):
    out = np.empty((x.shape[0], x.shape[1] + 1), x.dtype)
    np.maximum(x, 0, out=out[:, :-1])
    out[:, -1] = 1
    return out


def rank_two(h, s, q):
    out = s @ (scaled(s, 0.5) + scaled(q, -0.25)).T
    out += scaled(q, -0.25) @ s.T
    out += h
    return out


def scaled(x, factor):
    return x * x.dtype.type(factor)


def gram_blend(x, c):
    out = x.T @ x
    out *= x.dtype.type(0.1 / len(x))
    out += scaled(c, 0.9)
    return out


def kron_matvec(a, b, x):
    """The vec trick on x as it lies in memory, row by row the columns of the matrix."""
    return (a @ x.reshape(a.shape[1], b.shape[1]) @ b.T).reshape(-1, 1)


OPERATIONS = {
    "gemm NN": lambda a, b: a @ b,
    "gemm NT": lambda a, b: a @ b.T,
    "gemm TN": lambda a, b: a.T @ b,
    "cholesky": np.linalg.cholesky,
    "spd inverse": np.linalg.inv,
    "gemv N": lambda a, x: a @ x,
    "gemv T": lambda a, x: a.T @ x,
    "rank two": rank_two,
    "gram blend": gram_blend,
    "relu ones": relu_ones,
    "axpby": lambda x, y: scaled(x, 0.9) + scaled(y, 0.1),
    "sigmoid": lambda x: 1 / (1 + np.exp(-x)),
    "column mean": lambda x: x.mean(0),
    "dot": np.vdot,
    "sum of squares": lambda x: np.vdot(x, x),
    "kron matvec": kron_matvec,
}


def prepare(task):
    operation = OPERATIONS[task["operation"]]
    operands = [values(operand, task["dtype"]) for operand in task["operands"]]
    return lambda: operation(*operands)


serve(f"numpy {np.__version__}, {library()}", prepare)
