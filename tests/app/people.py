"""Two people of one surname in two articles of the small graph, joined by nobody yet: for what is decided on them."""

from typing import LiteralString

TWO_PEOPLE: LiteralString = """
MATCH (one:Article {id: 'art-1'}) MATCH (two:Article {id: 'art-2'})
MATCH (said:Sentence {id: 'sen-2'}) MATCH (shouted:Sentence {id: 'sen-5'})
CREATE (one)-[:CALLS {name: 'Ruslan Magomedov', aliases: [], roles: []}]->
       (a:Reference {id: 'ref-a1', kind: 'person', name: 'Ruslan Magomedov'})-[:STANDS_FOR]->
       (p:Person {id: 'per-a1', name: 'Ruslan Magomedov', aliases: ['Ruslan Magomedov'], roles: []}),
       (two)-[:CALLS {name: 'R. Magomedov', aliases: [], roles: []}]->
       (b:Reference {id: 'ref-a2', kind: 'person', name: 'R. Magomedov'})-[:STANDS_FOR]->
       (q:Person {id: 'per-a2', name: 'R. Magomedov', aliases: ['R. Magomedov'], roles: []}),
       (said)-[:HAS_MENTION]->(:Mention {id: 'men-1', surface: 'Sergei', kind: 'person', nominal: false,
         charStart: said.charStart + 9, charEnd: said.charStart + 15})-[:REFERS_TO {reference: 'ref-a1'}]->(p),
       (shouted)-[:HAS_MENTION]->(:Mention {id: 'men-2', surface: 'the women', kind: 'person', nominal: true,
         charStart: shouted.charStart + 12, charEnd: shouted.charStart + 21})-[:REFERS_TO {reference: 'ref-a2'}]->(q),
       (a)-[:SAME_AS {verdict: 'unsure', score: 0.6, why: 'one surname'}]->(b)
"""
