import type { Call, Json, Pipe, Reply } from './serving/call.js';
import type { Rule, Rules } from './serving/rules.js';

/** A function that plants something in any of the servers. */
export type Plant = (faithful: Pipe) => Partial<Pipe>;

export type Where = {
  /** Operations; all where it is absent. */
  of?: string | readonly string[];
  /** All statuses where it is absent. */
  status?: number;
  /** Whether a call is meant. */
  if?: (call: Call) => boolean;
};

/** Changes replies. */
export function editReplies(where: Where, edit: (reply: Reply, call: Call) => Reply): Plant {
  return ({ finish }) => ({
    finish: (sent, call) => {
      const reply = finish(sent, call);
      return isMeant(where, reply, call) ? edit(reply, call) : reply;
    },
  });
}

/** Changes the JSON of replies. */
export function editJson(where: Where, edit: (json: Json, call: Call) => unknown): Plant {
  return editReplies(where, (reply, call) =>
    reply.json === undefined ? reply : { ...reply, json: edit(reply.json as Json, call) },
  );
}

/** Adds or replaces headers. */
export function setHeaders(where: Where, headers: Readonly<Record<string, string>>): Plant {
  return editReplies(where, reply => ({ ...reply, headers: { ...reply.headers, ...headers } }));
}

/** Leaves a header out. */
export function dropHeader(where: Where, name: string): Plant {
  return editReplies(where, reply => ({ ...reply, headers: omit(reply.headers, name) }));
}

/** Changes the calls of a method, before they are read. */
export function editCalls(method: string, edit: (call: Call) => Call): Plant {
  return ({ receive }) => ({
    receive: sent => {
      const call = receive(sent);
      return call.method === method ? edit(call) : call;
    },
  });
}

/** Lets in the calls that are meant, whatever their credentials. */
export function letIn(isLetIn: (call: Call) => boolean): Plant {
  return ({ authenticate }) => ({ authenticate: call => (isLetIn(call) ? undefined : authenticate(call)) });
}

/** Changes the rule of one input. */
export function editRule<All extends Readonly<Record<string, Rules>>>(
  of: keyof All & string,
  name: string,
  edit: (rule: Rule) => Rule,
): (faithful: { rules: All }) => { rules: All } {
  return ({ rules }) => ({ rules: { ...rules, [of]: { ...rules[of], [name]: edit(rules[of]?.[name] as Rule) } } });
}

/** Leaves constraints of one input out. */
export function dropConstraints<All extends Readonly<Record<string, Rules>>>(
  of: keyof All & string,
  name: string,
  ...constraints: (keyof Rule)[]
): (faithful: { rules: All }) => { rules: All } {
  return editRule(of, name, rule => omit(rule, ...constraints));
}

export function omit<T extends Readonly<Record<string, unknown>>>(value: T, ...names: readonly string[]): T {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !names.includes(name))) as T;
}

/** A call with another JSON body, which `edit` makes of the sent one; bodies that are no objects stay. */
export function editBody(call: Call, edit: (json: Json) => unknown): Call {
  try {
    const json = JSON.parse(call.body.toString());
    if (json === null || typeof json !== 'object' || Array.isArray(json)) return call;
    return { ...call, body: Buffer.from(JSON.stringify(edit(json))) };
  } catch {
    return call;
  }
}

function isMeant({ of, status, if: meant }: Where, reply: Reply, call: Call): boolean {
  const operations = of === undefined ? [call.operation] : [of].flat();
  return (
    operations.includes(call.operation) && (status === undefined || status === reply.status) && (meant?.(call) ?? true)
  );
}
