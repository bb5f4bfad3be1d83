import { parseShallowJson } from '../../kernel/index.js';
import { redactText } from './redact.js';

/** How many bytes a body may have, and how many characters its summary. */
const MAX_BODY = 4096;
const MAX_LINE = 160;

/** How many levels of a body are read. */
const MAX_DEPTH = 8;

/**
 * Summarizes the body of a refusal in one line without secrets: its texts with their names, `page: Not a valid integer.`;
 * undefined if it has no texts.
 */
export function summarizeRefusal(body: string | Uint8Array | undefined): string | undefined {
  if (body === undefined || body.length > MAX_BODY) return undefined;
  const json = parseShallowJson(typeof body === 'string' ? body : utf8.decode(body));
  return toShortLine([...listTexts(json, { name: '', depth: 0 })].join(', '));
}

/** Shortens a text to one line without secrets; undefined if nothing is left. */
export function toShortLine(text: string): string | undefined {
  const line = redactText(text).replace(/\s+/g, ' ').trim();
  if (line === '') return undefined;
  return line.length > MAX_LINE ? `${line.slice(0, MAX_LINE)}…` : line;
}

const utf8 = new TextDecoder();

function* listTexts(json: unknown, { name, depth }: { name: string; depth: number }): Generator<string> {
  if (typeof json === 'string' && json !== '') yield name === '' ? json : `${name}: ${json}`;
  if (typeof json !== 'object' || json === null || depth === MAX_DEPTH) return;
  for (const [key, value] of Object.entries(json)) {
    // the items of a list have the name of the list
    yield* listTexts(value, { name: Array.isArray(json) ? name : key, depth: depth + 1 });
  }
}
