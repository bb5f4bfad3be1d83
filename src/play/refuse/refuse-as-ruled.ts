import { isObject } from '../../kernel/index.js';
import {
  type Content,
  chooseError,
  type DescribedOperation,
  type DescribedResponse,
  type Description,
} from '../../openapi/index.js';
import type { IssueRules, RefusalRule } from '../../resource/index.js';
import type { ApiResponse } from '../../server/index.js';
import { jsonFirst } from '../choose-content.js';
import { createHeaders, withoutNames } from '../described-headers.js';
import { concreteType, serialize } from '../serialize.js';
import { fillTemplate } from './fill-template.js';
import { createErrorBody, problemResponse, type Refusal } from './refuse-as-documented.js';

type Parts = { description: Description; words: IssueRules; seed: number };

/** Creates the function that refuses a request as a rule says: with an example, and with values in its members. */
export function createRuledRefuser({ description, words, seed }: Parts) {
  return (operation: DescribedOperation, refusal: Refusal, rule: RefusalRule): ApiResponse => {
    const { with: members } = rule;
    const found = findPattern(rule, refusal, { operation, description });
    const { status, response, content, example } = found;
    const pattern = example ? example.value() : content && createErrorBody(content, { ...refusal, status }, seed);
    const body = members ? putMembers(pattern, fillTemplate(members, refusal, words)) : pattern;
    if (body === undefined) return problemResponse(status, refusal);
    const headers = withoutNames(createHeaders(response?.headers ?? [], seed), refusal.headers);
    return {
      status,
      ...(content ? { body: serialize(body, content), mediaType: concreteType(content.mediaType) } : asJson(body)),
      headers: [...headers, ...refusal.headers],
    };
  };
}

function asJson(body: unknown): { body: string } {
  return { body: JSON.stringify(body) };
}

/** What a refusal is made from. Without a content the description has no body for it. */
type Pattern = {
  status: number;
  response: DescribedResponse | undefined;
  content: Content | undefined;
  /** Undefined where the body is the documented one, filled with the reason. */
  example?: Content['examples'][number];
};

/** The example of the rule, which may be another operation's, or else the response that fits. */
function findPattern(
  { status: wanted, example: name }: RefusalRule,
  { statuses }: Refusal,
  { operation, description }: { operation: DescribedOperation; description: Description },
): Pattern {
  const fitting = wanted === undefined ? statuses : [wanted];
  const [usual = 400] = fitting;
  const named = name === undefined ? undefined : findExample(name, [operation, ...description.operations]);
  if (named) return { ...named, status: wanted ?? exactStatus(named.response) ?? usual };
  const chosen = chooseError(operation, fitting);
  const content = chosen && jsonFirst(chosen.response)[0];
  return { status: chosen?.status ?? usual, response: chosen?.response, content };
}

function findExample(name: string, operations: readonly DescribedOperation[]) {
  for (const { responses } of operations) {
    for (const response of responses) {
      for (const content of response.contents) {
        const example = content.examples.find(one => one.name === name);
        if (example) return { response, content, example };
      }
    }
  }
  return undefined;
}

/** The status of a response; undefined for `4XX` and `default`. */
function exactStatus({ status }: DescribedResponse): number | undefined {
  return /^\d{3}$/.test(status) ? Number(status) : undefined;
}

/** A copy of a body with other values at some members, which have the names that lead to them: `error.message`. */
function putMembers(body: unknown, members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.entries(members).reduce(
    (changed, [path, value]) => putMember(changed, path, value),
    isObject(body) ? body : {},
  );
}

function putMember(body: Record<string, unknown>, path: string, value: unknown): Record<string, unknown> {
  const at = Object.hasOwn(body, path) ? -1 : path.indexOf('.');
  if (at < 0) return { ...body, [path]: value };
  const name = path.slice(0, at);
  const inner = body[name];
  return { ...body, [name]: putMember(isObject(inner) ? inner : {}, path.slice(at + 1), value) };
}
