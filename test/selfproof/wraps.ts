import type { Answered, Asked, Server, Wrap } from './exchange.js';
import { type OperationName, operationOf } from './operation-of.js';

type Names = OperationName | readonly OperationName[] | 'any';

/** A JSON object, as defects change it. */
export type Json = Record<string, unknown>;

/** Answers some operations in another way; the others as before. */
export function on(names: Names, answer: (asked: Asked, server: Server) => Promise<Answered> | Answered): Wrap {
  return server => async asked => (isAmong(operationOf(asked), names) ? answer(asked, server) : server(asked));
}

/** Changes what is asked. */
export function asking(names: Names, change: (asked: Asked) => Asked): Wrap {
  return on(names, (asked, server) => server(change(asked)));
}

/** Changes what is answered. */
export function answering(names: Names, change: (answered: Answered, asked: Asked) => Answered): Wrap {
  return on(names, async (asked, server) => change(await server(asked), asked));
}

/** Changes the JSON of the answers that have one status. */
export function editing(names: Names, status: number, change: (json: Json, asked: Asked) => unknown): Wrap {
  return answering(names, (answered, asked) =>
    answered.status === status ? { ...answered, json: change(answered.json as Json, asked) } : answered,
  );
}

/** Answers one status in place of another. */
export function renumbering(names: Names, from: number, to: number): Wrap {
  return answering(names, answered => (answered.status === from ? { ...answered, status: to } : answered));
}

/** Changes the parameters of what is asked. */
export function askingQuery(names: Names, change: (query: URLSearchParams) => void): Wrap {
  return asking(names, asked => {
    const query = new URLSearchParams(asked.query);
    change(query);
    return { ...asked, query };
  });
}

/** Changes a body that is a JSON object. */
export function askingBody(names: Names, change: (body: Json) => Json): Wrap {
  return asking(names, asked => {
    const body = bodyOf(asked);
    return body ? withBody(asked, change(body)) : asked;
  });
}

/** Another header in every answer of some operations. */
export function heading(names: Names, headers: Readonly<Record<string, string>>): Wrap {
  return answering(names, answered => ({ ...answered, headers: { ...answered.headers, ...headers } }));
}

/** The body as a JSON object; undefined if it is none. */
export function bodyOf({ body }: Asked): Json | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

export function withBody(asked: Asked, body: Json): Asked {
  return { ...asked, body: JSON.stringify(body) };
}

export function without(object: Json, ...keys: readonly string[]): Json {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}

/** An answer of a wrap's own. */
export function answer(status: number, json: unknown): Answered {
  return { status, headers: { 'content-type': 'application/json' }, json };
}

function isAmong(name: OperationName, names: Names): boolean {
  return names === 'any' || (typeof names === 'string' ? names === name : names.includes(name));
}
