import type { Defect } from '../planted.js';
import { askingBody, type Json, without } from '../wraps.js';
import { changed, first, moved, ofObject, zeroLost } from './field-changes.js';

/** One field that patch-all does not set as sent: the field, what is wrong, what it does, and the body it takes. */
type Lost = readonly [field: string, wrong: string, says: string, taken: (body: Json) => Json];

const LOST: readonly Lost[] = [
  ['name', 'lost', 'the name stays', body => left(body, 'name')],
  ['email', 'lost', 'the e-mail address stays', body => left(body, 'email')],
  ['user_type', 'lost', 'the kind of user stays', body => left(body, 'user_type')],
  ['first_name', 'lost', 'the given name stays', body => left(body, 'first_name')],
  [
    'last_name',
    'first',
    'the family name is set as the given name, too',
    body => moved(body, 'last_name', 'first_name'),
  ],
  ['role_id', 'lost', 'the role stays', body => left(body, 'role_id')],
  ['client_id', 'lost', 'the carrier stays', body => left(body, 'client_id')],
  ['card_id', 'zero', 'the card 0 is none', body => changed(body, 'card_id', zeroLost)],
  ['active', 'only-on', 'no user can be made inactive', body => changed(body, 'active', () => true)],
  ['outbound_report', 'lost', 'outbound_report stays', body => left(body, 'outbound_report')],
  ['report_fields', 'lost', 'report_fields stays', body => left(body, 'report_fields')],
  ['landing_page', 'lost', 'the landing page stays', body => left(body, 'landing_page')],
  ['client', 'lost', 'the settings of the portal stay', body => left(body, 'client')],
  [
    'client.is_panel_invoices',
    'lost',
    'in client is_panel_invoices is always true',
    body =>
      changed(
        body,
        'client',
        ofObject(client => ({ ...client, is_panel_invoices: true })),
      ),
  ],
  [
    'client.carrier_name',
    'lost',
    'the name of the carrier is lost',
    body =>
      changed(
        body,
        'client',
        ofObject(client => without(client, 'carrier_name')),
      ),
  ],
  ['auth_ip', 'first', 'of the addresses only the first is set', body => changed(body, 'auth_ip', first)],
  ['client_limits', 'lost', 'the limits stay', body => left(body, 'client_limits')],
];

/** What patch-all sets of a body. */
export const PATCH_ALL_FIELDS: readonly Defect[] = [
  ...LOST.map(
    ([field, wrong, says, taken]): Defect => ({
      id: `patch-all-body-${field}-${wrong}`,
      statement: `patch-all.body.${field}`,
      says: `In patch-all ${says}.`,
      wrap: askingBody('patch-all', taken),
    }),
  ),
  {
    id: 'patch-all-user-type-any',
    statement: 'patch-all.body.user_type',
    says: 'Patch-all takes any word as a kind of user, and makes a client of it.',
    wrap: askingBody('patch-all', body =>
      changed(body, 'user_type', type => (['admin', 'agent', 'client'].includes(String(type)) ? type : 'client')),
    ),
  },
];

/** The body without a field; an empty password stands in for a body without any, for it changes nothing. */
function left(body: Json, field: string): Json {
  return field in body ? { passwd: '', ...without(body, field) } : body;
}
