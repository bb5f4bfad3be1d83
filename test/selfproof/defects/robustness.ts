import { ALL, isWithoutToken, NON_ADMIN, tokenOf } from '../credentials.js';
import { NoAnswer, type Wrap } from '../exchange.js';
import type { Defect } from '../planted.js';
import { coin } from '../turns.js';
import { listing } from '../users/listing.js';
import type { User } from '../users/user.js';
import { answering, editing, on } from '../wraps.js';

/** Servers that fail, hang or change their minds. */
export const ROBUSTNESS: readonly Defect[] = [
  {
    id: 'quote-hangs',
    statement: 'ruled.any-answer',
    says: 'The list never answers a request with a quotation mark in a parameter.',
    timeout: 300,
    wrap: on('list', (asked, server) => {
      if (/['"]/.test(asked.query.toString().replaceAll('%27', "'").replaceAll('%22', '"'))) throw new NoAnswer('hang');
      return server(asked);
    }),
  },
  {
    id: 'large-page-breaks',
    statement: 'ruled.any-answer',
    says: 'The connection breaks when 100 users are asked for.',
    wrap: on('list', (asked, server) => {
      if (Number(asked.query.get('per_page')) >= 100) throw new NoAnswer('break');
      return server(asked);
    }),
  },
  {
    id: 'refusal-marked-gzip',
    statement: 'get.json',
    says: 'A 404 of get is marked as gzip and is not.',
    wrap: answering('get', answered =>
      answered.status === 404
        ? { ...answered, headers: { ...answered.headers, 'content-encoding': 'gzip' } }
        : answered,
    ),
  },
  {
    id: 'wrong-token-write-changing',
    statement: 'create.wrong-token',
    says: 'Create answers a wrong token now with code 110, now with 120.',
    wrap: inTurns(turn =>
      editing('create', 401, (json, asked) => (isWithoutToken(asked) || turn() ? json : { ...json, error: INCORRECT })),
    ),
  },
  {
    id: 'non-admin-changing',
    statement: 'ruled.non-admin',
    says: 'Who is no admin is answered now 401, now 403.',
    wrap: inTurns(turn =>
      answering(ALL, (answered, asked) =>
        tokenOf(asked) === NON_ADMIN && turn() ? { ...answered, status: 403 } : answered,
      ),
    ),
  },
  {
    id: 'text-match-changing',
    statement: 'list.name',
    says: 'name is matched now as a whole, now as a part.',
    wrap: server => {
      const [whole, part] = [listing({}), listing({ filters: { name: containing } })].map(wrap => wrap(server));
      const turn = coin();
      return async asked => (turn() ? part : whole)?.(asked) ?? server(asked);
    },
  },
];

const INCORRECT = { message: 'Incorrect token provided', code: 120, reason: 'incorrect_token_provided' };

function containing(user: User, value: string): boolean {
  return String(user.name).includes(value);
}

/** A wrap that does now one thing, now another. */
function inTurns(wrap: (turn: () => boolean) => Wrap): Wrap {
  return server => wrap(coin())(server);
}
