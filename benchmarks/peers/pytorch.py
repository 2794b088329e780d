"""Measures PyTorch on its processor backend: pytorch.py [--compile] THREADS. Speaks as harness/answerRequests.ts does."""

import json
import sys
import time
import traceback
import warnings

# NumPy is not needed, and its absence is warned of.
warnings.filterwarnings("ignore", message="Failed to initialize NumPy")

import torch

from pytorch_attention import Attention
from pytorch_gpt import GptStep
from pytorch_numbers import sequence, weighted_mean

COMPILES = "--compile" in sys.argv


class MatMul:
    def __init__(self, task):
        batch, m, n, k = task["batch"], task["m"], task["n"], task["k"]

        def operand(rows, columns, seed, transposed):
            stored = (columns, rows) if transposed else (rows, columns)
            shape = stored if batch == 1 else (batch, *stored)
            values = sequence(batch * rows * columns, seed).reshape(shape)
            return values.transpose(-1, -2) if transposed else values

        self.a = operand(m, k, 1, task["transposeA"])
        self.b = operand(k, n, 2, task["transposeB"])

    def run(self):
        return self.a @ self.b

    def check(self):
        return weighted_mean(self.run())

    def extra_bytes(self):
        return None


def prepare(task):
    """None for what it cannot compute."""
    kind = task["bench"]
    if kind == "matmul":
        return MatMul(task)
    if kind == "gpt-step":
        return GptStep(task, COMPILES)
    # Beyond that all scores, of which several copies are kept, take more memory than many a machine has.
    return Attention(task, COMPILES) if task["length"] <= 2048 else None


def times_of(task, budget_ms):
    times = []
    end = time.perf_counter() + budget_ms / 1e3
    while True:
        begin = time.perf_counter()
        task.run()
        now = time.perf_counter()
        times.append((now - begin) * 1e3)
        if now >= end:
            return times


def first_answer(request):
    """What is prepared, and the answer to the first request of a case."""
    try:
        task = prepare(request["case"])
        if task is None:
            return None, {"lacks": True}
        value = task.check()
    except torch._dynamo.exc.TorchDynamoException:
        # Such as without a compiler of C++.
        traceback.print_exc()
        return None, {"lacks": True}
    extra_bytes = task.extra_bytes()
    times_of(task, request["warmUpMs"])
    told = {} if extra_bytes is None else {"extraBytes": extra_bytes}
    return task, {"value": value, **told, "times": times_of(task, request["budgetMs"])}


def answer(request, prepared):
    if "release" in request:
        prepared.clear()
        # What was compiled would count against the number of versions that are kept of a function.
        if COMPILES:
            torch._dynamo.reset()
        return {}
    key = json.dumps(request["case"])
    if prepared.get(key) is None:
        prepared[key], told = first_answer(request)
        return told
    # A run without its time: the caches hold what others left there.
    prepared[key].run()
    return {"times": times_of(prepared[key], request["budgetMs"])}


def say(message):
    print(json.dumps(message), flush=True)


torch.set_num_threads(int(sys.argv[-1]))
say({"version": torch.__version__})
cases = {}
for line in sys.stdin:
    try:
        say(answer(json.loads(line), cases))
    except Exception:
        say({"error": traceback.format_exc()})
