import { type Asked, composed, type Server, type Wrap } from '../exchange.js';
import type { Defect } from '../planted.js';
import { showingCreated } from '../users/created.js';
import {
  answer,
  answering,
  asking,
  askingBody,
  bodyOf,
  editing,
  heading,
  type Json,
  on,
  renumbering,
  withBody,
  without,
} from '../wraps.js';
import { unsupportedMedia } from './media.js';

/** A user as good as any, to stand in for what a body lacks. */
const SOMEBODY: Json = { name: 'nobody', passwd: 'nothing', user_type: 'client', email: null };

const NO_TOKEN = {
  error_type: 'unauthenticated_error',
  success: false,
  error: { message: 'No header X-Auth-Token present', code: 110, reason: 'auth_token_not_provided' },
};

const A_DAY = 24 * 60 * 60 * 1000;

/** What create answers, and what becomes of the new user. */
export const CREATE: readonly Defect[] = [
  {
    id: 'create-201',
    statement: 'create.status-200',
    says: 'Create answers 201.',
    wrap: renumbering('create', 200, 201),
  },
  {
    id: 'create-without-success',
    statement: 'create.success',
    says: 'A good create has no success.',
    wrap: editing('create', 200, json => without(json, 'success')),
  },
  {
    id: 'object-id-text',
    statement: 'create.object_id',
    says: 'The id of the new user is answered as text.',
    wrap: editing('create', 200, json => ({ ...json, object_id: String(json.object_id) })),
  },
  {
    id: 'object-id-of-another',
    statement: 'create.object_id',
    says: 'Create answers the id of the user before.',
    wrap: editing('create', 200, json => ({ ...json, object_id: Number(json.object_id) - 1 })),
  },
  {
    id: 'object-id-reused',
    statement: 'create.object_id',
    says: 'Each created user takes the place of the one before, id and all.',
    wrap: reusingId(),
  },
  {
    id: 'create-as-html',
    statement: 'create.json',
    says: 'Create announces its JSON as text/html.',
    wrap: heading('create', { 'content-type': 'text/html' }),
  },
  {
    id: 'create-does-nothing',
    statement: 'create.operation',
    says: 'Create answers as if it had made a user, and makes none.',
    wrap: server => {
      let id = 90_000;
      return on('create', async (asked, inner) => {
        if (!(await isFine(asked, inner))) return inner(asked);
        id += 1;
        return answer(200, { object_id: id, success: true });
      })(server);
    },
  },
  {
    id: 'create-twice',
    statement: 'create.operation',
    says: 'Create makes two users of one body.',
    wrap: on('create', async (asked, server) => {
      await server(asked);
      return server(asked);
    }),
  },
  {
    id: 'create-time-days-ago',
    statement: 'user.create_time',
    says: 'A new user was created three days ago.',
    wrap: showingCreated(user => ({
      ...user,
      create_time: new Date(Date.parse(String(user.create_time)) - 3 * A_DAY).toISOString(),
    })),
  },
  {
    id: 'default-report',
    statement: 'user.outbound_report',
    says: 'A new user has no permission for outbound reports unless it is sent.',
    wrap: showingCreated((user, body) => ({ ...user, outbound_report: body.outbound_report ?? false })),
  },
  {
    id: 'default-count',
    statement: 'user.report_count',
    says: 'The reports of a new user cover a day.',
    wrap: showingCreated(user => ({ ...user, report_count: '1 Day' })),
  },
  {
    id: 'default-online',
    statement: 'user.is_online',
    says: 'A new user is online.',
    wrap: showingCreated(user => ({ ...user, is_online: 1 })),
  },
  {
    id: 'created-role-name',
    statement: 'user.role_name',
    says: 'A new user has no role_name, whatever its role_id.',
    wrap: showingCreated(user => ({ ...user, role_name: '' })),
  },
  {
    id: 'created-passwd-clear',
    statement: 'user.passwd',
    says: 'A new user is answered with its password as it was sent.',
    wrap: showingCreated((user, { passwd }) => ({ ...user, passwd })),
  },
  {
    id: 'create-without-name',
    statement: 'create.required',
    says: 'Create makes a user without a name.',
    wrap: askingBody('create', body => ('name' in body ? body : { ...body, name: SOMEBODY.name })),
  },
  {
    id: 'create-of-nothing',
    statement: 'create.required',
    says: 'Create makes a user of an empty object.',
    wrap: askingBody('create', body => (Object.keys(body).length === 0 ? SOMEBODY : body)),
  },
  {
    id: 'create-name-alone-changing',
    statement: 'create.required',
    says: 'A name alone is now enough to create a user, now not.',
    wrap: server => {
      let count = 0;
      return askingBody('create', body => {
        const isAlone = Object.keys(body).join() === 'name';
        if (isAlone) count += 1;
        return isAlone && count % 2 === 1 ? { ...SOMEBODY, ...body } : body;
      })(server);
    },
  },
  {
    id: 'create-without-body',
    statement: 'create.status-400',
    says: 'Create makes a user without a body.',
    wrap: asking('create', asked => (asked.body === '' ? withBody(asked, SOMEBODY) : asked)),
  },
  {
    id: 'create-nothing-401',
    statement: 'create.status-400',
    says: 'Create refuses a request without a body as one without a token.',
    wrap: answering('create', (answered, asked) => (asked.body === '' ? answer(401, NO_TOKEN) : answered)),
  },
  {
    id: 'create-nothing-422',
    statement: 'create.status-400',
    says: 'Create refuses an empty body that is announced as JSON with 422.',
    wrap: answering('create', (answered, asked) =>
      asked.body === '' && 'content-type' in asked.headers ? { ...answered, status: 422 } : answered,
    ),
  },
  {
    id: 'create-nameless-413',
    statement: 'create.required',
    says: 'Create refuses a body without a name as one that is too large.',
    wrap: on('create', async (asked, server) => {
      const refusal = await server(asked);
      return 'name' in (bodyOf(asked) ?? SOMEBODY) ? refusal : { ...refusal, status: 413 };
    }),
  },
  {
    id: 'create-user-type-unnamed',
    statement: 'create.user_type.kinds',
    says: 'The refusal of an unknown kind of user names another field.',
    wrap: editing('create', 400, json => ({
      ...json,
      errors: (json.errors as Json[]).map(({ user_type, ...others }) =>
        user_type === undefined ? others : { ...others, kind: user_type },
      ),
    })),
  },
  {
    id: 'create-422',
    statement: 'create.status-400',
    says: 'Create refuses what is missing with 422.',
    wrap: renumbering('create', 400, 422),
  },
  {
    id: 'create-refused-done-400',
    statement: 'create.status-400',
    says: 'Create refuses a body with a wrong field, and makes the user without that field.',
    wrap: on('create', async (asked, server) => {
      const refusal = await server(asked);
      const body = bodyOf(asked);
      if (refusal.status === 400 && body) await server(withBody(asked, mended(body, refusal.json as Json)));
      return refusal;
    }),
  },
  {
    id: 'create-user-type-any',
    statement: 'create.user_type.kinds',
    says: 'Create takes any word as a kind of user, and makes a client of it.',
    wrap: askingBody('create', body =>
      ['admin', 'agent', 'client'].includes(String(body.user_type)) || body.user_type === undefined
        ? body
        : { ...body, user_type: 'client' },
    ),
  },
  {
    id: 'create-wants-more',
    statement: 'create.request',
    says: 'Create refuses a body without last_name.',
    wrap: asking('create', asked => {
      const body = bodyOf(asked);
      return body && !('last_name' in body) ? withBody(asked, without(body, 'name')) : asked;
    }),
  },
  {
    id: 'create-form-type',
    statement: 'create.curl',
    says: "Create refuses JSON under curl's default type.",
    wrap: unsupportedMedia('create', type => !type.includes('json')),
  },
  {
    id: 'create-json-type',
    statement: 'create.media',
    says: 'Create refuses JSON under application/json.',
    wrap: unsupportedMedia('create', type => type.includes('json')),
  },
];

/** The body with the fields at issue as in somebody. */
function mended(body: Json, refusal: Json): Json {
  const [errors = {}] = refusal.errors as Json[];
  return Object.fromEntries(
    Object.entries({ ...SOMEBODY, ...body }).flatMap(([key, value]) => {
      if (!(key in errors)) return [[key, value]];
      return key in SOMEBODY ? [[key, SOMEBODY[key]]] : [];
    }),
  );
}

/** Whether a create would go well: with one wrong field put in, that field alone is refused. */
async function isFine(asked: Asked, server: Server): Promise<boolean> {
  const { status, json } = await server(withBody(asked, { ...bodyOf(asked), active: 'neither' }));
  const [errors = {}] = ((json as Json).errors ?? []) as Json[];
  return bodyOf(asked) !== undefined && status === 400 && Object.keys(errors).join() === 'active';
}

/** Shows each new user under the id of the first. */
function reusingId(): Wrap {
  return server => {
    let first: unknown;
    let last: unknown;
    return composed(
      editing('create', 200, json => {
        first ??= json.object_id;
        last = json.object_id;
        return { ...json, object_id: first };
      }),
      asking('get', asked => (asked.path.endsWith(`/${first}`) ? { ...asked, path: `/v1/user/${last}` } : asked)),
      editing('get', 200, json => {
        const user = json.payload as Json;
        return user.user_id === last ? { ...json, payload: { ...user, user_id: first } } : json;
      }),
    )(server);
  };
}
