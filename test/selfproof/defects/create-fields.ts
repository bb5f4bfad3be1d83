import type { Defect } from '../planted.js';
import { askingBody, type Json, without } from '../wraps.js';
import { changed, first, moved, ofObject, ofText, zeroLost } from './field-changes.js';

/** One field of create that is not kept as sent: the field, what is wrong, what it does, and the value it keeps. */
type Lost = readonly [field: string, wrong: string, says: string, kept: (body: Json) => Json];

const LOST: readonly Lost[] = [
  [
    'name',
    'cut',
    'the name is cut to 20 characters',
    body =>
      changed(
        body,
        'name',
        ofText(text => text.slice(0, 20)),
      ),
  ],
  ['email', 'lost', 'the e-mail address is not kept', body => ({ ...body, email: null })],
  [
    'first_name',
    'lower',
    'the given name is kept in lower case',
    body =>
      changed(
        body,
        'first_name',
        ofText(text => text.toLowerCase()),
      ),
  ],
  [
    'last_name',
    'ascii',
    'letters beyond ASCII become question marks',
    body =>
      changed(
        body,
        'last_name',
        ofText(text => text.replace(/[^\x20-\x7e]/gu, '?')),
      ),
  ],
  ['landing_page', 'lost', 'the landing page is not kept', body => without(body, 'landing_page')],
  [
    'report_fields',
    'escaped',
    'ampersands and quotes are escaped',
    body => changed(body, 'report_fields', ofText(escaped)),
  ],
  ['default_mod', 'lost', 'the default module is not kept', body => without(body, 'default_mod')],
  ['default_mod2', 'copied', 'default_mod2 is that of default_mod', body => moved(body, 'default_mod', 'default_mod2')],
  ['role_id', 'lost', 'the role is not kept', body => without(body, 'role_id')],
  ['client_id', 'lost', 'the carrier is not kept', body => without(body, 'client_id')],
  ['reseller_id', 'lost', 'the reseller is not kept', body => without(body, 'reseller_id')],
  ['avatar_id', 'card', 'avatar_id is that of card_id', body => moved(body, 'card_id', 'avatar_id')],
  ['card_id', 'zero', 'the card 0 is none', body => changed(body, 'card_id', zeroLost)],
  ['active', 'always', 'a new user is always active', body => ({ ...body, active: true })],
  ['all_termination', 'always', 'all_termination is always true', body => ({ ...body, all_termination: true })],
  ['report_group', 'lost', 'report_group is not kept', body => without(body, 'report_group')],
  [
    'show_carrier_trunk_drop_only',
    'never',
    'show_carrier_trunk_drop_only is always false',
    body => ({ ...body, show_carrier_trunk_drop_only: false }),
  ],
  [
    'client.is_panel_trunks',
    'lost',
    'in client is_panel_trunks is always true',
    body =>
      changed(
        body,
        'client',
        ofObject(client => ({ ...client, is_panel_trunks: true })),
      ),
  ],
  [
    'client.is_panel_cdrslist',
    'swapped',
    'in client is_panel_cdrslist is kept as is_panel_balance',
    body =>
      changed(
        body,
        'client',
        ofObject(client => moved(client, 'is_panel_balance', 'is_panel_cdrslist')),
      ),
  ],
  ['auth_ip', 'first', 'of the addresses only the first is kept', body => changed(body, 'auth_ip', first)],
  ['client_limits', 'lost', 'the limits are not kept', body => without(body, 'client_limits')],
];

/** What create keeps of a body. */
export const CREATE_FIELDS: readonly Defect[] = LOST.map(([field, wrong, says, kept]) => ({
  id: `create-${field}-${wrong}`,
  statement: `create.${field}`,
  says: `In create ${says}.`,
  wrap: askingBody('create', kept),
}));

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, sign => `&#${sign.charCodeAt(0)};`);
}
