"""Measures PyTorch on its processor backend: pytorch.py THREADS. Speaks as harness/answerRequests.ts does."""

import json
import sys
import time
import traceback
import warnings

# NumPy is not needed, and its absence is warned of.
warnings.filterwarnings("ignore", message="Failed to initialize NumPy")

import torch

import pytorch_gpt


def sequence(size, seed):
    return ((torch.arange(size, dtype=torch.int64) * 7919 + seed * 104729) % 1999).double().div(1999).float()


def fingerprint(result):
    flat = result.flatten().double()
    return float((flat * (1 + torch.arange(flat.numel()) % 13)).sum() / flat.numel())


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
        return fingerprint(self.run())


PREPARE = {"matmul": MatMul, "gpt-step": pytorch_gpt.GptStep}


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


def answer(request, prepared):
    if "release" in request:
        prepared.clear()
        return {}
    key = json.dumps(request["case"])
    if key in prepared:
        # A run without its time: the caches hold what others left there.
        prepared[key].run()
        return {"times": times_of(prepared[key], request["budgetMs"])}
    task = prepared[key] = PREPARE[request["case"]["bench"]](request["case"])
    value = task.check()
    times_of(task, request["warmUpMs"])
    return {"value": value, "times": times_of(task, request["budgetMs"])}


def say(message):
    print(json.dumps(message), flush=True)


torch.set_num_threads(int(sys.argv[1]))
say({"version": torch.__version__})
cases = {}
for line in sys.stdin:
    try:
        say(answer(json.loads(line), cases))
    except Exception:
        say({"error": traceback.format_exc()})
