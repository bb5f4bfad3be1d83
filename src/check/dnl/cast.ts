import type { Session } from '../session.js';
import { uniqueTexts } from '../unique-texts.js';
import { type Known, seenValues } from './known.js';
import { LARGEST_CROWD } from './reaches.js';
import { create, list, PAGE } from './steps.js';
import { createdIdOf, pageOf } from './user.js';

/** The own users that the laws about patches need, and more users where the lists are too short to show a breach. */
export const PLAYERS = 6;
export const WITNESSES = 2;

const MOST_FAILED = 3;

/** The body of the create example with a name and an e-mail address of its own. */
export function bodyOf(example: string, own: Record<string, unknown>): Record<string, unknown> {
  return { ...JSON.parse(example), passwd: 'throw-away 12345678', ...own };
}

/** Creates the own users. They differ in what the filters of patch-all look at, and in little else. */
export async function createCast(session: Session<Known>): Promise<void> {
  const { known } = session;
  const example = session.operation('createUser').bodyExample('printed');
  const first = pageOf(await session.send(list()));
  const roles = seenValues(first?.items ?? [], 'role_id').slice(0, 2);
  const name = uniqueTexts(session.mark, 'cast');
  const made = async (count: number, email: string): Promise<number[]> => {
    const ids: number[] = [];
    let failed = 0;
    for (let at = 0; at < count && !session.ended(); at += 1) {
      const even = at % 2 === 0;
      const own = {
        name: name(),
        email,
        active: even,
        user_type: even ? 'agent' : 'client',
        ...(at % 3 < roles.length && { role_id: roles[at % 3] }),
        client: { carrier_name: `${session.mark} carrier ${at % 3}` },
        ...(at % 3 === 0 && { first_name: `Own ${at}`, reseller_id: at + 1, card_id: at }),
      };
      // a create may fail by chance; where three do on end, they always will
      const id = createdIdOf(await session.send(create(bodyOf(example, own))));
      if (id === undefined && ++failed === MOST_FAILED) break;
      if (id === undefined) continue;
      failed = 0;
      ids.push(id);
    }
    return ids;
  };
  known.players = await made(PLAYERS, `${session.mark}-players@example.com`);
  known.witnesses = await made(WITNESSES, `${session.mark}-witnesses@example.com`);
  const missing = PAGE + 1 - known.total - PLAYERS - WITNESSES;
  const crowd = Math.max(known.pageSize + 1, missing);
  // where a default page holds more, the law about patching more than a page stays undecided
  if (crowd <= LARGEST_CROWD) known.crowd = await made(crowd, `${session.mark}-crowd@example.com`);
  session.note(
    `Created ${known.players.length + known.witnesses.length + known.crowd.length} users of its own, marked ${session.mark}.`,
  );
}
