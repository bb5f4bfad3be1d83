import { isObject } from '../../kernel/index.js';

/** Why a request is refused: its status, a sentence, and what is wrong with its parts. */
export type Reason = {
  status: number;
  message: string;
  issues: readonly { where: string; message: string; in: string }[];
};

/**
 * Fills an error body with the reason of a refusal: a copy of a documented body, or of one made from its schema, in which the
 * members that are named like messages, statuses and lists of errors say what is wrong.
 */
export function fillError(body: unknown, reason: Reason): unknown {
  if (typeof body === 'string') return reason.message;
  return fill(body, reason, 0);
}

/** How deeply the members of an error body are filled. */
const MAX_DEPTH = 3;

const MESSAGE =
  /^(message|msg|detail|details|description|error_?description|error_?message|reason|text|developer_?message|user_?message)$/i;
const TITLE = /^(title|error)$/i;
const STATUS = /^(status|status_?code|http_?status|http_?code|code)$/i;
const ERRORS =
  /^(errors?|details?|issues|violations|invalid_?params(eters)?|invalid_?parameters|fields?|field_?errors|validation_?errors|causes)$/i;

function fill(body: unknown, reason: Reason, depth: number): unknown {
  if (!isObject(body) || depth > MAX_DEPTH) return body;
  const hasMessage = Object.entries(body).some(([name, value]) => MESSAGE.test(name) && typeof value === 'string');
  return Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, fillMember(name, value, { reason, depth, hasMessage })]),
  );
}

type Filling = { reason: Reason; depth: number; hasMessage: boolean };

function fillMember(name: string, value: unknown, { reason, depth, hasMessage }: Filling): unknown {
  if (typeof value === 'string') {
    if (MESSAGE.test(name) || (TITLE.test(name) && !hasMessage && value.includes(' '))) return reason.message;
    // a status as text; other codes are words of the API
    return STATUS.test(name) && /^\d{3}$/.test(value) ? String(reason.status) : value;
  }
  if (typeof value === 'number') return STATUS.test(name) && isStatusLike(value) ? reason.status : value;
  if (Array.isArray(value)) return ERRORS.test(name) ? fillList(value, reason) : value;
  if (isObject(value) && ERRORS.test(name) && isListOfMessages(value)) return fillMap(value, reason);
  return fill(value, reason, depth + 1);
}

function isStatusLike(value: number): boolean {
  return (value >= 100 && value < 600) || value === 0;
}

/** An item for each issue, or one for the whole reason. */
function fillList(items: readonly unknown[], { status, message, issues }: Reason): unknown[] {
  const [pattern] = items;
  const entries = issues.length > 0 ? issues : [{ where: '', message, in: '' }];
  if (typeof pattern === 'string' || pattern === undefined) return entries.map(sentenceOf);
  if (!isObject(pattern)) return [...items];
  return entries.map(entry => fillItem(pattern, entry, status));
}

const WHERE = /^(field|path|name|param|parameter|property|pointer|attribute|key|location|loc|target|source)$/i;
const IN = /^(in|type)$/i;

function fillItem(pattern: Record<string, unknown>, issue: Reason['issues'][number], status: number): unknown {
  const filled = Object.entries(pattern).map(([name, value]): [string, unknown] => {
    if (WHERE.test(name)) {
      // an issue of the whole body has no name
      if (typeof value === 'string') return [name, issue.where || issue.in];
      if (Array.isArray(value)) return [name, [issue.in, ...issue.where.split('.')].filter(part => part !== '')];
    }
    if (IN.test(name) && typeof value === 'string' && PLACES.has(value)) return [name, issue.in];
    return [
      name,
      fillMember(name, value, { reason: { status, message: issue.message, issues: [] }, depth: 1, hasMessage: true }),
    ];
  });
  return Object.fromEntries(filled);
}

const PLACES = new Set(['body', 'query', 'path', 'header', 'cookie']);

/** Whether an object has lists of messages by field: `{ "email": ["is invalid"] }`. */
function isListOfMessages(value: Record<string, unknown>): boolean {
  const lists = Object.values(value);
  return lists.length > 0 && lists.every(list => Array.isArray(list) && list.every(item => typeof item === 'string'));
}

function fillMap(value: Record<string, unknown>, { message, issues }: Reason): Record<string, string[]> {
  const [name = 'body'] = Object.keys(value);
  if (issues.length === 0) return { [name]: [message] };
  const lists: Record<string, string[]> = {};
  for (const issue of issues) {
    const key = Object.hasOwn(value, issue.where) ? issue.where : name;
    lists[key] = [...(lists[key] ?? []), sentenceOf(issue)];
  }
  return lists;
}

function sentenceOf({ where, message }: { where: string; message: string }): string {
  return where === '' ? message : `${where} ${message}`;
}
