"""The loss of each head."""

import torch
from torch import Tensor
from torch.nn import functional as fn

from models.recipe.encoder.examples import IGNORED, Batch
from models.recipe.encoder.labels import Labels
from models.recipe.encoder.network import Network

WEIGHTS = {
    "names": 1.0,
    "tags": 0.5,
    "morphs": 0.5,
    "lemmas": 0.5,
    "starts": 0.5,
    "arcs": 1.0,
    "deps": 1.0,
    "roles": 1.0,
    "links": 0.5,
    "claims": 1.0,
    "speakers": 0.5,
    "kinds": 1.0,
    "stances": 0.5,
}

# Share of a claim's kind and stance spread over all others: passages are few, and soon known by heart.
SMOOTHING = 0.1


class Losses:
    """Computes what a batch costs, head by head."""

    def __init__(self, labels: Labels, unannotated: dict[str, set[str]]) -> None:
        n = labels.sizes.names
        self._may_hide: dict[str, Tensor] = {}
        for name, missing in unannotated.items():
            hidden = torch.zeros(n, dtype=torch.bool)
            for label in missing:
                at = 4 * labels.names.index(label)
                hidden[at + 1 : at + 5] = True
            self._may_hide[name] = hidden

    def __call__(self, network: Network, outputs: tuple[Tensor, ...], batch: Batch) -> dict[str, Tensor]:
        """Return the mean loss of each head over the words its target is known for."""
        out = dict(zip(Network.OUTPUTS, outputs, strict=True))
        target = batch.targets
        losses: dict[str, Tensor] = {}
        if (target["names"] != IGNORED).any():
            losses["names"] = self.names(out["names"], target["names"], batch.sets)
        losses |= attribution(out, batch) | own_claims(out, batch)
        sentence = target["sentence"]
        real = sentence != IGNORED
        before = torch.cat([torch.full_like(sentence[:, :1], -1), sentence[:, :-1]], 1)
        begins = (sentence != before).to(torch.float32)
        inner = real.clone()
        inner[:, 0] = False  # the first word of a window says nothing
        if inner.any():
            losses["starts"] = fn.binary_cross_entropy_with_logits(
                out["starts"][inner], begins[inner], pos_weight=torch.tensor(2.0, device=inner.device)
            )
        parsed = target["heads"] != IGNORED
        if parsed.any():
            for kind in ("tags", "morphs", "lemmas"):
                known = target[kind] != IGNORED
                losses[kind] = fn.cross_entropy(out[kind][known], target[kind][known])
            losses["arcs"] = fn.cross_entropy(*arcs(network, out, target))
            scores = label_scores(network, out, target["heads"])
            known = target["deps"] != IGNORED
            losses["deps"] = fn.cross_entropy(scores[known[parsed]], target["deps"][known])
        return losses

    def names(self, scores: Tensor, target: Tensor, sets: list[str]) -> Tensor:
        """Cross-entropy, where a word outside every name may as well carry a label that its set leaves out."""
        known = target != IGNORED
        fine = fn.one_hot(target.clamp(min=0), scores.shape[-1]).bool()
        hidden = torch.stack([self._may_hide[s] for s in sets])[:, None, :].to(scores.device)
        fine = fine | (hidden & (target == 0)[..., None])
        right = scores.masked_fill(~fine, -1e4).logsumexp(-1)
        return (scores.logsumexp(-1) - right)[known].mean()


def attribution(out: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
    """Return the cost of the roles, where any is known, and of the way from each word of an attribution to its cue."""
    known = batch.roles.sum(-1) > 0
    if not known.any():
        return {}
    right = batch.roles[known]
    losses = {"roles": -(right * out["roles"][known].log_softmax(-1)).sum(-1).mean()}
    return losses | _links("links", out["link_child"], out["link_cue"], batch.targets["cues"], known)


def _links(kind: str, child: Tensor, offered: Tensor, target: Tensor, known: Tensor) -> dict[str, Tensor]:
    """Return, as `kind`, the cost of each word's choice of its `target` among the `known`, if any has one."""
    linked = target != IGNORED
    if not linked.any():
        return {}
    scores = (child @ offered.transpose(1, 2)).masked_fill(~known[:, None, :], -1e4)
    return {kind: fn.cross_entropy(scores[linked], target[linked])}


def own_claims(out: dict[str, Tensor], batch: Batch) -> dict[str, Tensor]:
    """Return the cost of claims: where they stand, whose they are, kind and stance (the mean over their words)."""
    losses: dict[str, Tensor] = {}
    known = batch.targets["claims"] != IGNORED
    if known.any():
        losses["claims"] = fn.cross_entropy(out["claims"][known], batch.targets["claims"][known])
    losses |= _links("speakers", out["claim_child"], out["claim_speaker"], batch.targets["speakers"], known)
    if len(batch.facts):
        row, start, end, kind, stance = batch.facts.unbind(1)
        words = torch.arange(known.shape[1], device=row.device)
        inside = ((words >= start[:, None]) & (words < end[:, None])).float()
        inside = (inside / inside.sum(1, keepdim=True))[:, None]
        for name, right in (("kinds", kind), ("stances", stance)):
            losses[name] = fn.cross_entropy((inside @ out[name][row])[:, 0], right, label_smoothing=SMOOTHING)
    return losses


def arcs(network: Network, out: dict[str, Tensor], target: dict[str, Tensor]) -> tuple[Tensor, Tensor]:
    """Return scores [parsed words, 1 + words] of the root and of every head, and the right column of each row."""
    scores = arc_scores(network, out)
    heads, sentence = target["heads"], target["sentence"]
    n = heads.shape[1]
    apart = (sentence[:, :, None] != sentence[:, None, :]) | torch.eye(n, dtype=torch.bool, device=heads.device)
    scores = scores.masked_fill(fn.pad(apart, (1, 0)), -1e4)
    words = torch.arange(n, device=heads.device)
    column = torch.where(heads == words, 0, heads + 1)
    parsed = heads != IGNORED
    return scores[parsed], column[parsed]


def arc_scores(network: Network, out: dict[str, Tensor]) -> Tensor:
    """Return [batch, words, 1 + words]: the root first, then every word as head."""
    root = out["arc_child"] @ network.root
    return torch.cat([root[..., None], out["arc_child"] @ out["arc_head"].transpose(1, 2)], -1)


def label_scores(network: Network, out: dict[str, Tensor], heads: Tensor) -> Tensor:
    """Return [words with a head, labels] for the given `heads` [batch, words]; a word that heads itself is a root."""
    parsed = heads != IGNORED
    words = torch.arange(heads.shape[1], device=heads.device)
    at = heads.clamp(min=0)[..., None].expand(-1, -1, out["dep_head"].shape[-1])
    head = torch.where((heads == words)[..., None], network.dep_root, out["dep_head"].gather(1, at))
    one = torch.ones(int(parsed.sum()), 1, device=heads.device)
    child = torch.cat([out["dep_child"][parsed], one], 1)
    parent = torch.cat([head[parsed], one], 1)
    labels, a, b = network.dep.shape
    through = (child @ network.dep.permute(1, 0, 2).reshape(a, labels * b)).view(-1, labels, b)
    return (through * parent[:, None, :]).sum(-1)
