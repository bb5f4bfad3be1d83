/** The words of a text that lists them. */
export function words(text: string): string[] {
  return text.split(/\s+/);
}

/** What each of many words means, from the words of each meaning. */
export function byWord<Meaning>(meanings: readonly (readonly [Meaning, string])[]): ReadonlyMap<string, Meaning> {
  return new Map(meanings.flatMap(([meaning, text]) => words(text).map(word => [word, meaning] as const)));
}
