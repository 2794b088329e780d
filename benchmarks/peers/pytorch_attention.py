"""Attention in PyTorch, in the ways that one may write it; the fastest for a case is measured."""

import math
import time

import torch
import torch.nn.functional as F

from pytorch_memory import extra_bytes
from pytorch_numbers import sequence, weighted_mean


def attend(mix, q, k, v, mixes, mask):
    """Of `[batch, heads, length, size]`, as talking heads are written down; without mixes that of plain heads."""
    logits = (q / math.sqrt(q.shape[-1])) @ k.transpose(-1, -2)
    if mixes:
        logits = mix(logits, mixes[0])
    weights = (logits if mask is None else logits + mask).softmax(-1)
    return (mix(weights, mixes[1]) if mixes else weights) @ v


def by_matmul(q, k, v, mixes, mask):
    return attend(lambda x, weight: (weight.t() @ x.flatten(2)).view_as(x), q, k, v, mixes, mask)


def by_convolution(q, k, v, mixes, mask):
    return attend(lambda x, weight: F.conv2d(x, weight.t()[:, :, None, None]), q, k, v, mixes, mask)


def by_einsum(q, k, v, mixes, mask):
    logits = torch.einsum("bhqd,bhkd->bhqk", q / math.sqrt(q.shape[-1]), k)
    if mixes:
        logits = torch.einsum("bhqk,hg->bgqk", logits, mixes[0])
    weights = (logits if mask is None else logits + mask).softmax(-1)
    if mixes:
        weights = torch.einsum("bhqk,hg->bgqk", weights, mixes[1])
    return torch.einsum("bhqk,bhkd->bhqd", weights, v)


def by_sdpa(q, k, v, mixes, mask):
    return F.scaled_dot_product_attention(q, k, v, is_causal=mask is not None)


class Attention:
    def __init__(self, task, compiles):
        self.backward, talking_heads = task["backward"], task["talkingHeads"]
        heads, length = task["heads"], task["length"]
        shape = (task["batch"], length, heads, task["headSize"])

        def centred(shape, seed):
            return sequence(math.prod(shape), seed).mul(2).sub(1).reshape(shape)

        # Heads lie in front, as products of matrices need them: moving them there takes no time that counts.
        inputs = [centred(shape, seed).transpose(1, 2).contiguous() for seed in (1, 2, 3)]
        inputs += [centred((heads, heads), seed) for seed in (4, 5)] if talking_heads else []
        self.inputs = [x.requires_grad_(self.backward) for x in inputs]
        future = torch.full((length, length), float("-inf")).triu(1)
        self.mask = future if task["causal"] else None
        if compiles:
            self.attend = torch.compile(by_matmul, dynamic=False)
        else:
            self.attend = min([by_matmul, by_einsum, by_convolution if talking_heads else by_sdpa], key=self.time_of)

    def time_of(self, form):
        """The lesser of two times in s; the first run of all is for the caches."""
        self.attend = form
        times = []
        for _ in range(3):
            begin = time.perf_counter()
            self.run()
            times.append(time.perf_counter() - begin)
        return min(times[1:])

    def run(self):
        q, k, v, *mixes = self.inputs
        output = self.attend(q, k, v, mixes, self.mask)
        if not self.backward:
            return [output]
        return [output, *torch.autograd.grad(output, self.inputs, torch.ones_like(output))]

    def check(self):
        """As attentionFingerprint.ts."""
        output, *gradients = self.run()
        seen = [output]
        if self.backward:
            d_query, _, d_value, *d_mixes = gradients
            seen += [d_value, *d_mixes[1:], d_query]

        def weigh(x):
            ordered = x.transpose(1, 2) if x.dim() == 4 else x
            return weighted_mean(2 * ordered.abs() + ordered)

        return math.exp(sum(math.log(weigh(x.detach())) for x in seen) / len(seen))

    def extra_bytes(self):
        return extra_bytes(self.run)
