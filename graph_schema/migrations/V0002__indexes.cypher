// What queries start from, order by or search in.
// the queue of record: what is due, what is parked, what came in before
CREATE INDEX revision_due IF NOT EXISTS FOR (n:Revision) ON (n.dueAt);
CREATE INDEX revision_status IF NOT EXISTS FOR (n:Revision) ON (n.status);
CREATE INDEX revision_content IF NOT EXISTS FOR (n:Revision) ON (n.contentHash);
// time and kind
CREATE INDEX article_published IF NOT EXISTS FOR (n:Article) ON (n.publishedAt);
CREATE INDEX claim_event IF NOT EXISTS FOR (n:Claim) ON (n.eventFrom);
CREATE INDEX claim_kind IF NOT EXISTS FOR (n:Claim) ON (n.kind);
CREATE INDEX incident_type IF NOT EXISTS FOR (n:Incident) ON (n.type);
CREATE INDEX incident_start IF NOT EXISTS FOR (n:Incident) ON (n.startDate);
// names: Bloom suggests indexed values only
CREATE INDEX source_name IF NOT EXISTS FOR (n:Source) ON (n.name);
CREATE INDEX person_name IF NOT EXISTS FOR (n:Person) ON (n.name);
CREATE INDEX organisation_name IF NOT EXISTS FOR (n:Organisation) ON (n.name);
CREATE INDEX group_name IF NOT EXISTS FOR (n:Group) ON (n.name);
CREATE INDEX place_name IF NOT EXISTS FOR (n:Place) ON (n.name);
CREATE POINT INDEX place_location IF NOT EXISTS FOR (n:Place) ON (n.location);
// names in any script: words in lower case, none dropped, as a name may be a stop word of English
CREATE FULLTEXT INDEX names IF NOT EXISTS FOR (n:Person|Organisation|Group|Place|Source) ON EACH [n.name, n.aliases]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words'}};
CREATE FULLTEXT INDEX sentences IF NOT EXISTS FOR (n:Sentence) ON EACH [n.text]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words'}};
CREATE FULLTEXT INDEX claims IF NOT EXISTS FOR (n:Claim) ON EACH [n.text]
OPTIONS {indexConfig: {`fulltext.analyzer`: 'standard-no-stop-words'}};
