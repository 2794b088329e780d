"""What contestants have in common: the numbers they compute with, and the one they tell of a result."""

import torch


def sequence(size, seed):
    return ((torch.arange(size, dtype=torch.int64) * 7919 + seed * 104729) % 1999).double().div(1999).float()


def weighted_mean(values):
    flat = values.flatten().double()
    return float((flat * (1 + torch.arange(flat.numel()) % 13)).sum() / flat.numel())
