"""A training step of a GPT in PyTorch, in the manner of nanoGPT."""

import math

import torch
import torch.nn as nn
import torch.nn.functional as F

from pytorch_memory import extra_bytes


class Block(nn.Module):
    def __init__(self, task):
        super().__init__()
        width, self.heads = task["width"], task["heads"]
        self.norm1, self.norm2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.projections = nn.Linear(width, 3 * width)
        self.output = nn.Linear(width, width)
        self.inner = nn.Linear(width, 4 * width)
        self.outer = nn.Linear(4 * width, width)
        self.talking_heads = task["talkingHeads"]
        if self.talking_heads:
            self.before = nn.Parameter(torch.eye(self.heads))
            self.after = nn.Parameter(torch.eye(self.heads))
        length = task["length"]
        self.register_buffer("future", torch.triu(torch.ones(length, length, dtype=torch.bool), 1))

    def mix(self, scores, weight):
        return (weight.t() @ scores.flatten(2)).view_as(scores)

    def attend(self, x):
        batch, length, width = x.shape
        shape = (batch, length, self.heads, width // self.heads)
        q, k, v = (t.view(shape).transpose(1, 2) for t in self.projections(x).split(width, -1))
        logits = q @ k.transpose(-1, -2) / math.sqrt(width // self.heads)
        if self.talking_heads:
            logits = self.mix(logits, self.before)
        weights = logits.masked_fill(self.future, float("-inf")).softmax(-1)
        if self.talking_heads:
            weights = self.mix(weights, self.after)
        return self.output((weights @ v).transpose(1, 2).reshape(batch, length, width))

    def forward(self, x):
        x = x + self.attend(self.norm1(x))
        return x + self.outer(F.gelu(self.inner(self.norm2(x))))


class Gpt(nn.Module):
    def __init__(self, task):
        super().__init__()
        width = task["width"]
        self.tokens = nn.Embedding(task["vocabulary"], width)
        self.positions = nn.Parameter(torch.randn(task["length"], width) * 0.02)
        self.blocks = nn.ModuleList(Block(task) for _ in range(task["layers"]))
        self.norm = nn.LayerNorm(width)
        self.head = nn.Linear(width, task["vocabulary"])
        nn.init.normal_(self.tokens.weight, std=0.02)
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.normal_(module.weight, std=0.02)
                nn.init.zeros_(module.bias)

    def forward(self, tokens):
        x = self.tokens(tokens) + self.positions
        for block in self.blocks:
            x = block(x)
        return self.head(self.norm(x))


class GptStep:
    def __init__(self, task, compiles):
        torch.manual_seed(1)
        model = Gpt(task)
        self.model = torch.compile(model, dynamic=False) if compiles else model
        self.adam = torch.optim.Adam(model.parameters(), lr=1e-3)
        # The texts of harness/tokenRule.ts.
        rows = torch.arange(task["batch"])[:, None] * 17
        text = (rows + torch.arange(task["length"] + 1) * 3) % task["vocabulary"]
        self.inputs, self.targets = text[:, :-1].contiguous(), text[:, 1:].reshape(-1)

    def run(self):
        loss = F.cross_entropy(self.model(self.inputs).flatten(0, 1), self.targets)
        self.adam.zero_grad(set_to_none=True)
        loss.backward()
        self.adam.step()
        return loss.item()

    def check(self):
        self.run()
        self.run()
        return self.run()

    def extra_bytes(self):
        return extra_bytes(self.run)
