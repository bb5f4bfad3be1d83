/** How certain something is, surest first: stated, derived from an example or a name, ruled, from no document, made up. */
export const CERTAINTIES = ['explicit', 'derived', 'ruled', 'companion', 'generated'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

export function isCertainty(value: unknown): value is Certainty {
  return CERTAINTIES.some(one => one === value);
}

/** What a document states, in our own words, and what rests on it. */
export type Statement = {
  /** `list.total`. */
  id: string;
  /** The document's name; absent if the statement is from no document. */
  document?: string;
  /** `12` or `12-20`. */
  lines?: string;
  says: string;
  certainty: Certainty;
  /** The reading that rules it, if the documents leave a doubt. */
  reading?: string;
  /** Pointers into openapi.yaml and schemas, and the ids of checks. */
  supports: readonly string[];
};

/** The source of a statement: `order-list:26`, or the reading that rules it. */
export function sourceOf({ document, lines, reading, certainty }: Statement): string {
  if (document !== undefined) return `${document}:${lines}`;
  return reading === undefined ? certainty : `reading ${reading}`;
}

/** The statement that a place of the contract rests on: the one that names this place or its closest parent. */
export function statementAt(statements: readonly Statement[], place: string): Statement | undefined {
  let closest: Statement | undefined;
  let length = -1;
  for (const statement of statements) {
    for (const support of statement.supports) {
      if (support.length <= length || !(place === support || place.startsWith(`${support}/`))) continue;
      closest = statement;
      length = support.length;
    }
  }
  return closest;
}
