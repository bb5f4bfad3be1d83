import { parseInstant } from '../../../src/kernel/index.js';
import type { Wrap } from '../exchange.js';
import type { Defect } from '../planted.js';
import { FILTERS, type Filters, idsIn, type Keeps } from '../users/filters.js';
import { listing } from '../users/listing.js';
import type { Page, User } from '../users/user.js';
import { asking, askingBody, on } from '../wraps.js';

const TIMES = ['create_time_gt', 'create_time_lt', 'last_login_time_gt', 'last_login_time_lt'] as const;
const SECOND = 1_000_000;

/** A filter by times of which both sides are taken in another way. */
function timed(parameter: string, instantOf: (text: string, instant: number) => number): Keeps {
  const key = parameter.replace(/_[gl]t$/, '');
  return (user, value) => {
    const [time, bound] = [String(user[key]), value.replace(' ', '+')].map(text =>
      instantOf(text, parseInstant(text) ?? Number.NaN),
    ) as [number, number];
    if (user[key] === null) return false;
    return parameter.endsWith('_gt') ? time > bound : time < bound;
  };
}

/** Instants of which the offset counts in whole hours only. */
function wholeHours(text: string, instant: number): number {
  const minutes = /[+-]\d\d:(\d\d)$/.exec(text)?.[1] ?? '0';
  return instant + Number(minutes) * 60 * SECOND;
}

/** Where a value finds nobody, it is not looked at. */
function orEveryone(parameter: string): Wrap {
  return server => {
    const lists = listing({})(server);
    return on('list', async asked => {
      const answered = await lists(asked);
      const { payload } = answered.json as { payload?: Page };
      if (payload?.total !== 0 || !asked.query.has(parameter)) return answered;
      return lists({ ...asked, query: new URLSearchParams([...asked.query].filter(([name]) => name !== parameter)) });
    })(server);
  };
}

const ID_LISTS: readonly (readonly [wrong: string, says: string, keeps: Keeps])[] = [
  [
    'all-known',
    'finds nobody if one of the ids is nobody’s',
    (user, value) => idsIn(value).every(id => id < 10_000) && idsIn(value).includes(user.user_id),
  ],
  [
    'two-at-least',
    'needs two ids at least',
    (user, value) => !value.includes(',') || idsIn(value).includes(user.user_id),
  ],
  ['fifty-at-most', 'takes the first fifty ids', (user, value) => idsIn(value).slice(0, 50).includes(user.user_id)],
  ['as-text', 'looks for the id anywhere in its text', (user, value) => value.includes(String(user.user_id))],
];

/** Another user's id in place of what is asked for. */
const IDS: readonly (readonly [
  wrong: string,
  says: string,
  statement: string,
  meant: (id: string) => string | undefined,
])[] = [
  ['leading-digits', 'an id is what digits come first', 'get.user_id', id => /^\d+/.exec(id)?.[0]],
  ['any-digits', 'an id is what digits are in it', 'get.user_id', id => /\d+/.exec(id)?.[0]],
  ['unsigned', 'the sign of an id is not looked at', 'get.user_id', id => /^-(\d+)$/.exec(id)?.[1]],
  ['first-of-several', 'of several ids the first counts', 'get.user_id', id => /^(\d+),/.exec(id)?.[1]],
  ['condition', 'an id may have a condition', 'get.user_id', id => /^(\d+) OR /i.exec(id)?.[1]],
  [
    '32-bits',
    'of an id 32 bits count',
    'get.user_id',
    id => (/^\d+$/.test(id) ? String(BigInt.asUintN(32, BigInt(id))) : undefined),
  ],
  [
    '64-bits',
    'of an id 64 bits count',
    'get.user_id',
    id => (/^\d+$/.test(id) ? String(BigInt.asUintN(64, BigInt(id))) : undefined),
  ],
  ['word', 'true is the id 1', 'get.user_id', id => (id === 'true' ? '1' : undefined)],
  ['zero', '0 is the first user', 'get.status-404', id => (id === '0' ? '1' : undefined)],
];

function meaning(meant: (id: string) => string | undefined): Wrap {
  return asking('get', asked => {
    const id = decodeURIComponent(asked.path.split('/').at(-1) ?? '');
    return { ...asked, path: `/v1/user/${encodeURIComponent(meant(id) ?? id)}` };
  });
}

/** Asks for one less where the id is one more than the highest. */
const nextIsLast: Wrap = on('get', async (asked, server) => {
  const answered = await server(asked);
  const id = Number(asked.path.split('/').at(-1));
  return answered.status === 404 && id > 0 ? server({ ...asked, path: `/v1/user/${id - 1}` }) : answered;
});

const BOOLEANS = ['outbound_report', 'all_termination', 'report_group', 'show_carrier_trunk_drop_only'];

/** Filters by times, ids and nobody's values, ids of get, and words for booleans. */
export const BORDERS: readonly Defect[] = [
  ...TIMES.flatMap((parameter): Defect[] => {
    const filtering = (keeps: Keeps): Wrap => listing({ filters: { [parameter]: keeps } as Filters });
    return [
      {
        id: `list-${parameter}-whole-hours`,
        statement: `list.${parameter}`,
        says: `In the list ${parameter} looks at whole hours of offsets only.`,
        wrap: filtering(timed(parameter, wholeHours)),
      },
      {
        id: `list-${parameter}-whole-seconds`,
        statement: `list.${parameter}`,
        says: `In the list ${parameter} takes the whole second for its bound.`,
        wrap: filtering((user, value) => {
          const bound = Date.parse(value.replace(' ', '+'));
          const whole = (parameter.endsWith('_gt') ? Math.ceil : Math.floor)(bound / 1000) * 1000;
          return FILTERS[parameter]?.(user, new Date(whole).toISOString()) ?? true;
        }),
      },
    ];
  }),
  {
    id: 'create-time-now-strict',
    statement: 'list.create_time_gt',
    says: 'The very time of a user is later than itself at times, at others not.',
    wrap: server => {
      // by turns, and the same whenever a time is asked for again
      const included = new Map<string, boolean>();
      const isLater = (user: User, value: string) => {
        if (FILTERS.create_time_gt?.(user, value) || FILTERS.create_time_lt?.(user, value))
          return FILTERS.create_time_gt?.(user, value) === true;
        if (!included.has(value)) included.set(value, included.size % 2 === 0);
        return included.get(value) === true;
      };
      return listing({ filters: { create_time_gt: isLater } })(server);
    },
  },
  ...['carrier_name', 'name', 'role_id', 'user_id_in', ...TIMES].map(
    (parameter): Defect => ({
      id: `list-${parameter}-or-everyone`,
      statement: `list.${parameter}`,
      says: `In the list ${parameter} finds everyone where it would find nobody.`,
      wrap: orEveryone(parameter),
    }),
  ),
  ...ID_LISTS.map(
    ([wrong, says, keeps]): Defect => ({
      id: `list-user_id_in-${wrong}`,
      statement: 'list.user_id_in',
      says: `user_id_in ${says}.`,
      wrap: listing({ filters: { user_id_in: keeps } }),
    }),
  ),
  ...IDS.map(
    ([wrong, says, statement, meant]): Defect => ({
      id: `get-id-${wrong}`,
      statement,
      says: `For get ${says}.`,
      wrap: meaning(meant),
    }),
  ),
  {
    id: 'get-next-is-last',
    statement: 'get.status-404',
    says: 'An id that is one too high finds the user before it.',
    wrap: nextIsLast,
  },
  ...BOOLEANS.map(
    (field): Defect => ({
      id: `create-${field}-word`,
      statement: `create.${field}`,
      says: `Create takes any word for a true ${field}.`,
      wrap: askingBody('create', body => (typeof body[field] === 'string' ? { ...body, [field]: true } : body)),
    }),
  ),
];
