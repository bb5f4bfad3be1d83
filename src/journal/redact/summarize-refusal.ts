import { parseShallowJson } from '../../kernel/index.js';
import { redactText } from './redact.js';

/** How many bytes of a body are read, and how many characters of what it says are told. */
const LONGEST_BODY = 4096;
const LONGEST_TEXT = 160;

/** How deeply a body is read. */
const DEEPEST = 8;

/**
 * What the body of a refusal says, in one line without secrets: its texts with their names, `page: Not a valid integer.`;
 * undefined where it says nothing.
 */
export function refusalText(body: string | Uint8Array | undefined): string | undefined {
  if (body === undefined || body.length > LONGEST_BODY) return undefined;
  const json = parseShallowJson(typeof body === 'string' ? body : utf8.decode(body));
  return shortened([...textsOf(json, { name: '', depth: 0 })].join(', '));
}

/** A text in one line, cut and without secrets; undefined where there is none. */
export function shortened(text: string): string | undefined {
  const line = redactText(text).replace(/\s+/g, ' ').trim();
  if (line === '') return undefined;
  return line.length > LONGEST_TEXT ? `${line.slice(0, LONGEST_TEXT)}…` : line;
}

const utf8 = new TextDecoder();

function* textsOf(json: unknown, { name, depth }: { name: string; depth: number }): Generator<string> {
  if (typeof json === 'string' && json !== '') yield name === '' ? json : `${name}: ${json}`;
  if (typeof json !== 'object' || json === null || depth === DEEPEST) return;
  for (const [key, value] of Object.entries(json)) {
    // what stands in a list is called as the list is
    yield* textsOf(value, { name: Array.isArray(json) ? name : key, depth: depth + 1 });
  }
}
