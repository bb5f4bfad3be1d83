import { readFileSync } from 'node:fs';
import type { HttpAnswer } from './answer-reader.js';
import type { Attack } from './attack.js';
import { bytesOf, type HttpRequest } from './http-request.js';
import { strike } from './strike.js';

type Asked = { port: number; patience: number };

/** What is asked again and again while others attack: nobody writes to these data, so that the answers never change. */
const TARGETS = [
  '/v1/user/1721',
  '/v1/user/list?per_page=2',
  '/dnl/v1/config/role/list',
  '/acefone/v1/user/288256',
  '/acefone/v1/users?limit=3',
];

const PRINTED = JSON.parse(
  readFileSync(new URL('../../fixtures/dnl/samples/list-response.json', import.meta.url), 'utf8'),
);

/** Asks for what never changes, and answers what has changed nevertheless. The first answers are held against the printed ones. */
export function canaryOf(token: string): (asked: Asked) => Promise<string | undefined> {
  const requests = TARGETS.map(
    (target): HttpRequest => ({ method: 'GET', target, headers: [['X-Auth-Token', token]] }),
  );
  const attack: Attack = {
    kind: 'canary',
    pieces: requests.map(bytesOf),
    pace: 'in turn',
    ending: 'wait',
    expects: requests,
  };
  let first: readonly string[] | undefined;
  return async asked => {
    const { answers, fault } = await strike(attack, asked);
    const texts = TARGETS.map((target, at) => `${target} ${textOf(answers[at])}`);
    const wrong = fault ?? (first ? texts.find((text, at) => text !== first?.[at]) : unlikePrinted(answers));
    first ??= texts;
    return wrong && `the canary got ${wrong.slice(0, 500)}`;
  };
}

function textOf(answer: HttpAnswer | undefined): string {
  return answer ? `${answer.status}: ${answer.body}` : 'no answer';
}

/** What differs from the two users that a page prints, whose addresses it obscures. */
function unlikePrinted([get, list]: readonly HttpAnswer[]): string | undefined {
  const { payload } = PRINTED;
  const plain = (user: object) => JSON.stringify({ ...user, email: null });
  const got = get ? JSON.parse(String(get.body)).payload : {};
  const listed = list ? JSON.parse(String(list.body)).payload : {};
  if (plain(got) !== plain(payload.items[1])) return textOf(get);
  const isAsPrinted =
    listed.total === payload.total &&
    JSON.stringify(listed.items?.map(plain)) === JSON.stringify(payload.items.map(plain));
  return isAsPrinted ? undefined : textOf(list);
}
