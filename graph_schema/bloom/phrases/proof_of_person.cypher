// Which sentences prove what $person said
// The person, the claims, their sentences, and the articles with their outlets.
MATCH (person:Person) WHERE person.name = $person OR $person IN person.aliases
MATCH (person)-[said:SAID]->(claim:Claim)-[evidenced:EVIDENCED_BY]->(sentence:Sentence)
WITH person, said, claim, evidenced, sentence LIMIT 300
MATCH (sentence)<-[:HAS_SENTENCE]-(:Revision)<-[:HAS_REVISION]-(article:Article)
OPTIONAL MATCH (outlet:Source)-[published:PUBLISHED]->(article)
OPTIONAL MATCH (outlet)-[reported:REPORTED]->(claim)
RETURN person, said, claim, evidenced, sentence, article, outlet, published, reported
