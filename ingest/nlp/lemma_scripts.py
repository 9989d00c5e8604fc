"""Lemmas as edit scripts: how to get from a word to its lemma, so that a classifier can choose among few hundred."""


def script_of(word: str, lemma: str) -> str:
    """Return the shortest script that turns `word` into `lemma`: casing, letters to cut, letters to add.

    "L3|y" lower-cases, cuts three letters and adds "y" (Studies → study); "K0|" leaves a word alone; "=lemma" replaces
    it, where the two share nothing.
    """
    lowered = word.lower()
    best = ""
    for case, form in (("K", word), ("L", lowered)):
        shared = _shared(form, lemma)
        script = f"{case}{len(form) - shared}|{lemma[shared:]}"
        if shared and (not best or len(form) - shared < int(best[1:].split("|", maxsplit=1)[0])):
            best = script
    if best:
        return best
    return f"={lemma}"


def _shared(one: str, other: str) -> int:
    """How many letters the two have in common from the start."""
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def apply_script(script: str, word: str) -> str:
    """Return the lemma of `word` under `script`; the word itself where it is shorter than what should be cut."""
    if script.startswith("="):
        return script[1:]
    cut, _, added = script[1:].partition("|")
    form = word.lower() if script[0] == "L" else word
    kept = len(form) - int(cut)
    return form[:kept] + added if kept > 0 else word
