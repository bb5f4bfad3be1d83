import { type Call, type Json, Refusal } from './call.js';

/** The media type of a request in lower case, without parameters. */
export function readMediaType(call: Call): string {
  return (call.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** The JSON of a body in one of some media types. `broken` is the status for what is no JSON. */
export function readJson(call: Call, mediaTypes: readonly string[], broken = 400): unknown {
  if (call.body.length === 0) throw new Refusal(broken, 'The body is missing.');
  if (!mediaTypes.includes(readMediaType(call))) throw new Refusal(415, `Send ${mediaTypes.join(' or ')}.`);
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(call.body));
  } catch {
    throw new Refusal(broken, 'The body is no JSON.');
  }
}

/** Whether a value is an object, and no list. */
export function isObject(value: unknown): value is Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
