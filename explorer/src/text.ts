/** Offsets of the service count code points; JavaScript strings count UTF-16 units. */

export interface Span {
  start: number;
  end: number;
}

/** A text that can be cut by code points, in constant time a cut. */
export class CodePoints {
  readonly length: number;
  readonly #text: string;
  readonly #units: Uint32Array | null; // where each code point begins; null when every one is one unit

  constructor(text: string) {
    this.#text = text;
    if (!/[\ud800-\udbff][\udc00-\udfff]/.test(text)) {
      this.#units = null;
      this.length = text.length;
      return;
    }
    const units: number[] = [];
    for (let unit = 0; unit < text.length; unit += text.codePointAt(unit)! > 0xffff ? 2 : 1) units.push(unit);
    this.length = units.length;
    this.#units = Uint32Array.from([...units, text.length]);
  }

  slice(start: number, end: number): string {
    if (this.#units === null) return this.#text.slice(start, end);
    const at = (point: number) => this.#units![Math.min(Math.max(point, 0), this.length)]!;
    return this.#text.slice(at(start), at(end));
  }
}

/** A stretch of text that the same spans cover from its first to its last character. */
export interface Stretch<T extends Span> extends Span {
  text: string;
  spans: T[];
}

/** Cuts [start, end) of a text wherever a span begins or ends: spans may overlap and nest. */
export function stretches<T extends Span>(text: CodePoints, spans: readonly T[], within: Span): Stretch<T>[] {
  const covering = spans.filter((span) => span.start < within.end && span.end > within.start);
  const cuts = new Set([within.start, within.end]);
  for (const span of covering) {
    cuts.add(Math.max(span.start, within.start));
    cuts.add(Math.min(span.end, within.end));
  }
  const sorted = [...cuts].sort((one, other) => one - other);
  return sorted.slice(0, -1).map((start, index) => {
    const end = sorted[index + 1]!;
    return {
      start,
      end,
      text: text.slice(start, end),
      spans: covering.filter((span) => span.start <= start && span.end >= end),
    };
  });
}

/** The paragraphs of a text: what stands between blank lines. */
export function paragraphs(text: string): Span[] {
  const found: Span[] = [];
  let start = 0; // in code points
  for (const part of text.split(/(\n\s*\n)/)) {
    const length = [...part].length;
    if (part.trim() !== "") found.push({ start, end: start + length });
    start += length;
  }
  return found;
}
