"""The network: a MiniLM encoder that also sees word shapes, and one light head a task."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as fn

from ingest.nlp.pieces import SHAPES
from ingest.nlp.reported import ROLE_TAGS

WIDTH, LAYERS, ATTENTION_HEADS, INNER = 384, 6, 12, 1536  # all-MiniLM-L6-v2
ARC_WIDTH, LABEL_WIDTH, NAME_WIDTH, LINK_WIDTH = 256, 64, 256, 128
POSITIONS = 512
DEPTH = 4  # after which layer words are handed on as vectors: those above are made for the heads


@dataclass(frozen=True)
class Sizes:
    """How many labels each head chooses among."""

    names: int
    tags: int
    morphs: int
    lemmas: int
    deps: int
    kinds: int
    stances: int


class Dropout(nn.Module):
    """Dropout with one mask for all rows of a batch: drawing a mask a row takes an eighth of a CPU's training time."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """Drop a `share` of `x` [batch, places, width], the same for each item of the batch."""
        if not self.training:
            return x
        mask = torch.empty(x.shape[1:], dtype=x.dtype, device=x.device).bernoulli_(1 - self.share)
        return x * (mask / (1 - self.share))


class Layer(nn.Module):
    """One transformer layer, normalised after each half, as BERT has it."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, hidden: Tensor) -> Tensor:
        """`x` [batch, pieces, WIDTH]; `hidden` [batch, 1, 1, pieces] is added to scores: 0 or very negative."""
        batch, pieces, _ = x.shape
        size = WIDTH // ATTENTION_HEADS
        q, k, v = self.qkv(x).view(batch, pieces, 3, ATTENTION_HEADS, size).permute(2, 0, 3, 1, 4).unbind(0)
        scores = q @ k.transpose(-1, -2) / math.sqrt(size) + hidden
        mixed = (scores.softmax(-1) @ v).transpose(1, 2).reshape(batch, pieces, WIDTH)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(fn.gelu(self.up(x)))))


class Mix(nn.Module):
    """A learnt weighted mean of all layers: parsing and naming draw on different depths."""

    def __init__(self) -> None:
        super().__init__()
        self.weights = nn.Parameter(torch.linspace(-1.0, 1.0, LAYERS + 1))

    def forward(self, layers: list[Tensor]) -> Tensor:
        """Return the mean of `layers`, each [batch, words, WIDTH]."""
        weights = self.weights.softmax(0)
        mixed = layers[0] * weights[0]
        for i in range(1, len(layers)):
            mixed = mixed + layers[i] * weights[i]
        return mixed


class Network(nn.Module):
    """Encoder and heads; its outputs, by word, are named in `OUTPUTS`."""

    OUTPUTS: tuple[str, ...] = (
        "names",
        "tags",
        "morphs",
        "lemmas",
        "starts",
        "arc_child",
        "arc_head",
        "dep_child",
        "dep_head",
        "roles",
        "link_child",
        "link_cue",
        "claims",
        "claim_child",
        "claim_speaker",
        "kinds",
        "stances",
        "vectors",
    )

    def __init__(self, sizes: Sizes, dropout: float = 0.1, head_dropout: float = 0.25) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.positions = nn.Embedding(POSITIONS, WIDTH)
        self.shapes = nn.Embedding(SHAPES + 1, WIDTH)  # the last is for what is no word: start, end, padding
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.syntax_mix, self.names_mix, self.roles_mix = Mix(), Mix(), Mix()
        self.head_dropout = Dropout(head_dropout)
        self.names_up = nn.Linear(WIDTH, NAME_WIDTH)
        self.names = nn.Linear(NAME_WIDTH, sizes.names)
        self.roles_layer = Layer(dropout)  # of its own: who says what is told by words far apart
        self.roles_up = nn.Linear(WIDTH, NAME_WIDTH)
        self.roles = nn.Linear(NAME_WIDTH, len(ROLE_TAGS))
        self.link_child, self.link_cue = nn.Linear(WIDTH, LINK_WIDTH), nn.Linear(WIDTH, LINK_WIDTH)
        self.claims_up = nn.Linear(WIDTH, NAME_WIDTH)
        self.claims = nn.Linear(NAME_WIDTH, len(ROLE_TAGS))
        self.claim_child, self.claim_speaker = nn.Linear(WIDTH, LINK_WIDTH), nn.Linear(WIDTH, LINK_WIDTH)
        self.facts_up = nn.Linear(WIDTH, NAME_WIDTH)
        self.kinds, self.stances = nn.Linear(NAME_WIDTH, sizes.kinds), nn.Linear(NAME_WIDTH, sizes.stances)
        self.tags = nn.Linear(WIDTH, sizes.tags)
        self.morphs = nn.Linear(WIDTH, sizes.morphs)
        self.lemmas = nn.Linear(WIDTH, sizes.lemmas)
        self.starts = nn.Linear(WIDTH, 1)
        self.arc_child, self.arc_head = nn.Linear(WIDTH, ARC_WIDTH), nn.Linear(WIDTH, ARC_WIDTH)
        self.dep_child, self.dep_head = nn.Linear(WIDTH, LABEL_WIDTH), nn.Linear(WIDTH, LABEL_WIDTH)
        self.arc = nn.Linear(ARC_WIDTH, ARC_WIDTH)
        # the rest of the biaffine scores, kept out of forward: the reader scores pairs only inside the sentences found
        self.root = nn.Parameter(torch.zeros(ARC_WIDTH))
        self.dep = nn.Parameter(torch.zeros(sizes.deps, LABEL_WIDTH + 1, LABEL_WIDTH + 1))
        self.dep_root = nn.Parameter(torch.zeros(LABEL_WIDTH))
        nn.init.normal_(self.shapes.weight, std=0.02)
        nn.init.normal_(self.root, std=0.1)
        nn.init.normal_(self.dep, std=0.02)

    def forward(self, pieces: Tensor, shapes: Tensor, first: Tensor) -> tuple[Tensor, ...]:
        """Score every word.

        Args:
            pieces: piece ids [batch, pieces], 0 where padded.
            shapes: shape id of the word of each piece [batch, pieces].
            first: index of each word's first piece [batch, words].
        """
        hidden = (pieces == 0).to(torch.float32)[:, None, None, :] * -1e4
        places = torch.arange(pieces.shape[1], device=pieces.device)
        x = self.norm(self.words(pieces) + self.positions(places) + self.shapes(shapes))
        layers = [x]
        for layer in self.layers:
            x = layer(x, hidden)
            layers.append(x)
        at = first[..., None].expand(-1, -1, WIDTH)
        syntax = self.head_dropout(self.syntax_mix(layers).gather(1, at))
        named = self.head_dropout(self.names_mix(layers).gather(1, at))
        reported = self.head_dropout(self.roles_layer(self.roles_mix(layers), hidden).gather(1, at))
        drop = self.head_dropout
        facts = drop(fn.gelu(self.facts_up(reported)))
        return (
            self.names(drop(fn.gelu(self.names_up(named)))),
            self.tags(syntax),
            self.morphs(syntax),
            self.lemmas(syntax),
            self.starts(syntax)[..., 0],
            self.arc(drop(fn.gelu(self.arc_child(syntax)))),
            drop(fn.gelu(self.arc_head(syntax))),
            drop(fn.gelu(self.dep_child(syntax))),
            drop(fn.gelu(self.dep_head(syntax))),
            self.roles(drop(fn.gelu(self.roles_up(reported)))),
            drop(fn.gelu(self.link_child(reported))),
            drop(fn.gelu(self.link_cue(reported))),
            self.claims(drop(fn.gelu(self.claims_up(reported)))),
            drop(fn.gelu(self.claim_child(reported))),
            drop(fn.gelu(self.claim_speaker(reported))),
            self.kinds(facts),
            self.stances(facts),
            layers[DEPTH].gather(1, at),
        )

    def load_pretrained(self, weights: Path) -> None:
        """Take over all-MiniLM-L6-v2 from its safetensors file; the shapes and the heads stay as they are."""
        given = load_file(weights)
        given = {k.removeprefix("bert.").removeprefix("0.auto_model."): v for k, v in given.items()}

        def take(module: nn.Linear | nn.LayerNorm, name: str) -> None:
            module.weight.data.copy_(given[f"{name}.weight"])
            module.bias.data.copy_(given[f"{name}.bias"])

        self.words.weight.data.copy_(given["embeddings.word_embeddings.weight"])
        # the token type is always 0: its vector can as well be part of each position's
        kinds = given["embeddings.token_type_embeddings.weight"][0]
        self.positions.weight.data.copy_(given["embeddings.position_embeddings.weight"] + kinds)
        take(self.norm, "embeddings.LayerNorm")
        for i, layer in enumerate(cast("Iterable[Layer]", self.layers)):
            at = f"encoder.layer.{i}"
            for part in ("weight", "bias"):
                joined = [given[f"{at}.attention.self.{n}.{part}"] for n in ("query", "key", "value")]
                getattr(layer.qkv, part).data.copy_(torch.cat(joined))
            take(layer.out, f"{at}.attention.output.dense")
            take(layer.norm1, f"{at}.attention.output.LayerNorm")
            take(layer.up, f"{at}.intermediate.dense")
            take(layer.down, f"{at}.output.dense")
            take(layer.norm2, f"{at}.output.LayerNorm")
        self.roles_layer.load_state_dict(self.layers[-1].state_dict())
