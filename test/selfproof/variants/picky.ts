import { isFromAdmin } from '../credentials.js';
import type { Asked, Wrap } from '../exchange.js';
import type { Variant } from '../planted.js';
import { answer, answering, asking, bodyOf, type Json, on } from '../wraps.js';

/** Servers that refuse more than the mock does, where the documents leave it open. */
export const PICKY: readonly Variant[] = [
  {
    id: 'unknown-fields-refused',
    says: 'Unknown and read-only keys of a body are refused.',
    wrap: answering(['create', 'patch-all'], answered => {
      const unknown = answered.headers['understudy-unknown-fields']?.split(',')[0]?.trim();
      return unknown === undefined ? answered : answer(400, refusal(unknown));
    }),
  },
  {
    id: 'nulls-refused',
    says: 'No field of a body may be null.',
    wrap: refusing(body => Object.keys(body).find(key => body[key] === null)),
  },
  {
    id: 'email-with-at',
    says: 'An e-mail address has an @ and a dot after it.',
    wrap: refusing(({ email }) =>
      typeof email !== 'string' || /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email) ? undefined : 'email',
    ),
  },
  {
    id: 'name-up-to-40',
    says: 'A name has at most 40 characters, none of them white space.',
    wrap: refusing(({ name }) =>
      typeof name === 'string' && /^\S{0,40}$/.test(name) ? undefined : missing(name, 'name'),
    ),
  },
  {
    id: 'passwd-of-8',
    says: 'A password has at least 8 characters.',
    wrap: refusing(({ passwd }) => (passwd === undefined || String(passwd).length >= 8 ? undefined : 'passwd')),
  },
  {
    id: 'addresses-only',
    says: 'An ip is an IPv4 address, with or without a mask.',
    wrap: refusing(({ auth_ip }) =>
      (Array.isArray(auth_ip) ? auth_ip : []).every(one =>
        /^\d+\.\d+\.\d+\.\d+(\/\d+)?$/.test(String((one as Json | null)?.ip)),
      )
        ? undefined
        : 'auth_ip',
    ),
  },
  {
    id: 'known-roles-only',
    says: 'A role or carrier that no list has is refused.',
    wrap: refusing(({ role_id, client_id }) => {
      if (typeof role_id === 'number' && (role_id < 1 || role_id > 7)) return 'role_id';
      return typeof client_id === 'number' && client_id < 2000 ? 'client_id' : undefined;
    }),
  },
  {
    id: 'names-unique',
    says: 'Two users cannot have the same name.',
    mock: { readings: { 'duplicate-name': 'refuse' } },
    wrap: server => server,
  },
  {
    id: 'bulk-needs-a-parameter',
    says: 'A patch-all without parameters is refused.',
    mock: { readings: { 'unfiltered-bulk': 'refuse' } },
    wrap: server => server,
  },
  {
    id: 'name-enough',
    says: 'A name is enough to create a user.',
    mock: { readings: { 'create-required': 'name-only' } },
    wrap: server => server,
  },
  {
    id: 'first-issue-only',
    says: 'Only the first issue of a body is told.',
    wrap: answering(['create', 'patch-all'], answered => {
      if (answered.status !== 400) return answered;
      const { errors = [], ...json } = answered.json as { errors?: Json[] };
      const [first] = Object.entries(errors[0] ?? {});
      return { ...answered, json: { ...json, errors: first ? [Object.fromEntries([first])] : errors } };
    }),
  },
  {
    id: 'as-client-gone',
    says: 'Nothing answers the address that the create example prints.',
    mock: { readings: { 'create-example-url': 'off' } },
    wrap: asking('any', asked => asked),
  },
];

function missing(value: unknown, key: string): string | undefined {
  return value === undefined ? undefined : key;
}

function refusal(key: string): object {
  return { error_type: 'validation_error', success: false, errors: [{ [key]: ['Invalid value.'] }] };
}

/** Refuses a body for the field that is named, where one is. */
function refusing(fieldAtIssue: (body: Json) => string | undefined): Wrap {
  return on(['create', 'patch-all'], async (asked: Asked, server) => {
    const body = bodyOf(asked);
    const field = body && isFromAdmin(asked) ? fieldAtIssue(body) : undefined;
    return field === undefined ? server(asked) : answer(400, refusal(field));
  });
}
