// Judgements that are not sure are listed by their score.
CREATE INDEX same_as_verdict IF NOT EXISTS FOR ()-[e:SAME_AS]-() ON (e.verdict, e.score);
