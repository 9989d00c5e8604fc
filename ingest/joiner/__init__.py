"""Joining in the graph: what is the same across articles, which article copies which, and what claims agree on.

Everything that is read is due once. A batch is one transaction, in which each step sees what the one before found:
copies among articles, then people, bodies, groups and places, then incidents, then the findings of the incidents that
any of it touched. What one new article changes is found by keys and by what was joined or doubted before, so that
nothing else is looked at; the outcome is the same as when everything is joined at once.
"""
