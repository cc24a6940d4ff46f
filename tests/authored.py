"""The corpus, read once for all tests of a process."""

from functools import cache

from zhibiao.training.data import corpus

load_corpus = cache(corpus.load_corpus)
