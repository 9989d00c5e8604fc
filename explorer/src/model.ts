/** What the service answers; its own description is at /openapi.json. */

export interface NamedId {
  id: string;
  name: string;
}

export interface NamedNode extends NamedId {
  kind: string;
}

export interface Match extends NamedNode {
  matched: string;
  score: number;
}

export interface Resolution {
  query: string;
  matches: Match[];
  suggestions: NamedNode[];
}

export interface Page<T> {
  about: Resolution | null;
  rows: T[];
  next: string | null;
}

export interface Offsets {
  start: number;
  end: number;
}

export interface SentenceRef extends Offsets {
  text: string;
}

export interface ArticleRef {
  id: string;
  title: string | null;
  url: string | null;
  published: string | null;
}

export interface Interval {
  low: number | null;
  high: number | null;
}

export interface DateRange {
  from: string | null;
  to: string | null;
  precision: "day" | "range" | "week" | "month" | "year" | "unknown";
}

export type Stance = "asserted" | "denied" | "hedged" | "conflicting" | "planned" | "hypothetical" | "demanded";

export interface ReportRow {
  id: string;
  outlet: string | null;
  article: ArticleRef;
  speaker: NamedNode | null;
  via: string[];
  verb: string | null;
  stance: Stance;
  kind: string;
  quote_type: "direct" | "indirect" | "mixed" | "narrated";
  claim: string;
  count: (Interval & { qualifier: string | null; unit: string | null; words: string | null }) | null;
  sentence: SentenceRef;
  span: Offsets;
  event_date: DateRange & { words: string | null };
  actors: NamedId[];
  targets: NamedId[];
  tactics: string[];
  slogans: string[];
  causes: string[];
  place: NamedId | null;
  incident: string | null;
}

export interface Finding {
  id: string;
  text: string;
  kind: string;
  count: Interval | null;
  incident: NamedId | null;
  place: NamedId | null;
  outlets: string[];
  origins: string[];
  independent_origins: number;
  support: { claim: string; origin: string | null; agrees: boolean }[];
  contradicted: number;
  first_published: string | null;
  last_published: string | null;
  why: string;
}

export interface Figure extends Interval {
  claim: string;
}

export interface FindingReports {
  finding: Finding;
  profile: Record<"lowest" | "highest" | "latest" | "most_origins", Figure | null>;
  supporting: ReportRow[];
  contradicting: ReportRow[];
  contradictions: { claim: string; against: string; basis: string; why: string }[];
}

export type Precision = "exact" | "town" | "region" | "country" | "unknown";

export interface Incident {
  id: string;
  name: string;
  type: string;
  date: DateRange;
  place: NamedId | null;
  place_precision: Precision;
  claims: number;
  outlets: string[];
}

export interface IncidentReports {
  incident: Incident;
  reports: { outlet: string | null; claims: ReportRow[] }[];
  references: Reference[];
  next: string | null;
}

export interface Entity extends NamedNode {
  aliases: string[];
  roles: string[];
  url: string | null;
  location: { latitude: number; longitude: number } | null;
  part_of: NamedId[];
  mentions: number;
  claims_said: number;
  claims_about: number;
  claims_reported: number;
  references: Reference[];
}

export interface Reference extends NamedId {
  articles: number;
  example: ArticleRef | null;
}

export interface Mention extends Offsets {
  id: string;
  text: string;
  nominal: boolean;
  entity: NamedNode;
}

export interface Revision {
  id: string;
  status: "accepted" | "done" | "parked";
  reason: string | null;
  accepted_at: string;
  text: string | null;
  sentences: (SentenceRef & { id: string })[];
  claims: ReportRow[];
  mentions: Mention[];
}

export interface Article extends ArticleRef {
  language: string;
  byline: string | null;
  outlet: string | null;
  revisions: Revision[];
}

export interface Neighbourhood {
  centre: NamedNode;
  nodes: NamedNode[];
  edges: { start: string; end: string; type: string; weight: number }[];
  more: Record<string, number>;
}

export interface Side {
  reference: string;
  name: string;
  entity: NamedNode;
  articles: number;
  uses: { article: ArticleRef; outlet: string | null; sentence: SentenceRef }[];
}

export interface Review {
  one: Side;
  other: Side;
  score: number;
  why: string;
}

export interface Decision {
  id: string;
  kind: string;
  actor: string;
  at: string;
  reason: string;
  summary: string;
  retracted_at: string | null;
  retracted_by: string | null;
  concerns: NamedNode[];
}

export interface Decided {
  decision: Decision;
  joined: boolean;
}

export interface Stats {
  nodes: { label: string; count: number; kinds: Record<string, number> }[];
  first_published: string | null;
  last_published: string | null;
}

export interface Timeline {
  about: Resolution | null;
  rows: { from: string; to: string; incidents: number; claims: number; types: Record<string, number> }[];
  undated: { incidents: number; claims: number };
}

export interface IncidentFeature {
  type: "Feature";
  id: string;
  geometry: { type: "Point"; coordinates: [number, number] } | null;
  properties: {
    name: string;
    type: string;
    from: string | null;
    to: string | null;
    place: NamedId | null;
    precision: Precision;
    radius_km: number | null;
    claims: number;
    outlets: string[];
  };
}

export interface IncidentFeatures {
  type: "FeatureCollection";
  features: IncidentFeature[];
  next: string | null;
}

export interface SourceRow extends NamedNode {
  url: string | null;
  articles: number;
  claims: number;
  first_published: string | null;
  last_published: string | null;
}

export interface Source extends SourceRow {
  reported_first: {
    findings: number;
    first: number;
    same_day: number;
    examples: { id: string; text: string; kind: string; published: string; next_published: string; others: number }[];
  };
  copies: { source: NamedNode; articles: number }[];
  copied_by: { source: NamedNode; articles: number }[];
  cites: { source: NamedNode; claims: number }[];
  agreement: { source: NamedNode; corroborates: number; contradicts: number }[];
  sampled: boolean;
}

export interface ArticleRow extends ArticleRef {
  outlet: string | null;
  byline: string | null;
  status: string | null;
  claims: number;
}

export interface SharedIncident extends NamedId {
  type: string;
  date: DateRange;
  one: number;
  other: number;
  contradictions: number;
}

export interface Comparison {
  one: NamedNode;
  other: NamedNode;
  incident: NamedNode | null;
  both: { finding: { id: string; text: string; kind: string }; one: ReportRow[]; other: ReportRow[] }[];
  contradictions: { one: ReportRow; other: ReportRow; basis: string; why: string }[];
  only_one: ReportRow[];
  only_other: ReportRow[];
  cut: boolean;
  incidents: SharedIncident[];
  next: string | null;
}
