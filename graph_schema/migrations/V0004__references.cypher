// References are what is joined: found by key, and every relationship that ends where one stands says by which it came.
CREATE CONSTRAINT reference_id IF NOT EXISTS FOR (n:Reference) REQUIRE n.id IS UNIQUE;
CREATE CONSTRAINT key_id IF NOT EXISTS FOR (n:Key) REQUIRE n.id IS UNIQUE;
CREATE INDEX article_join_due IF NOT EXISTS FOR (n:Article) ON (n.joinDue);
CREATE INDEX finding_kind IF NOT EXISTS FOR (n:Finding) ON (n.kind);
CREATE INDEX reference_due IF NOT EXISTS FOR (n:Reference) ON (n.joinDue);
CREATE INDEX refers_to_reference IF NOT EXISTS FOR ()-[e:REFERS_TO]-() ON (e.reference);
CREATE INDEX said_reference IF NOT EXISTS FOR ()-[e:SAID]-() ON (e.reference);
CREATE INDEX attributed_via_reference IF NOT EXISTS FOR ()-[e:ATTRIBUTED_VIA]-() ON (e.reference);
CREATE INDEX about_reference IF NOT EXISTS FOR ()-[e:ABOUT]-() ON (e.reference);
CREATE INDEX occurred_at_reference IF NOT EXISTS FOR ()-[e:OCCURRED_AT]-() ON (e.reference);
