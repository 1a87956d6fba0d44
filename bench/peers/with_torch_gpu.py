"""Products in PyTorch, so many a turn, on CUDA where there is a GPU for it: float32 without TF32."""

import sys

import torch

from contestant import serve, values

torch.backends.cuda.matmul.allow_tf32 = False
repeats = int(sys.argv[1])
cuda = torch.cuda.is_available()
device = torch.device("cuda" if cuda else "cpu")


class Result:
    """A matrix that is copied to the host when someone looks at it."""

    def __init__(self, tensor):
        self.tensor = tensor

    def __array__(self, dtype=None, copy=None):
        return self.tensor.cpu().numpy()


def kbfgs(batch, *layers):
    """All products of an iteration of K-BFGS, of given [W | b]; what lies between them is left out."""
    m = len(batch)
    noise = lambda *shape: torch.rand(*shape, device=device)
    inputs = [noise(m, w.shape[1]) for w in layers]
    deltas = [noise(m, w.shape[0]) for w in layers]
    left = [noise(w.shape[0], w.shape[0]) for w in layers]
    right = [noise(w.shape[1], w.shape[1]) for w in layers]

    def evaluate():
        for w, h in zip(layers, inputs):
            h @ w.T
        for w, delta in list(zip(layers, deltas))[:0:-1]:
            delta @ w[:, :-1]

    def iteration():
        evaluate()
        for h, delta, hg, ha in zip(inputs, deltas, left, right):
            h.T @ h
            last = hg @ (delta.T @ h) @ ha
        evaluate()
        return last[-1:, -1:]

    return iteration


OPERATIONS = {
    "gemm NN": lambda a, b: lambda: a @ b,
    "products of kbfgs": kbfgs,
}


def prepare(task):
    operands = [torch.from_numpy(values(o, task["dtype"])).to(device) for o in task["operands"]]
    compute = OPERATIONS[task["operation"]](*operands)

    def work():
        for _ in range(repeats):
            result = compute()
        if cuda:
            torch.cuda.synchronize()
        return Result(result)

    return work


where = torch.cuda.get_device_name() if cuda else "the CPU, for want of CUDA"
with torch.no_grad():
    serve(f"torch {torch.__version__} on {where}, float32 without TF32", prepare)
