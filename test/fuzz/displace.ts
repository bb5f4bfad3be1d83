import type { Aim } from './aim.js';
import type { Attack } from './attack.js';
import { MOST_SANDBOXES } from './fuzzed-server.js';
import { bytesOf, type HttpRequest } from './http-request.js';
import { strike } from './strike.js';

/** Makes the server let go of all its sandboxes, with all that was created in them, by asking for as many new ones. */
export async function displace(
  { tokens }: Pick<Aim, 'tokens'>,
  asked: { port: number; patience: number },
): Promise<void> {
  const requests = Array.from(
    { length: MOST_SANDBOXES },
    (_, at): HttpRequest => ({
      method: 'GET',
      target: `/~empty-${at}/v1/user/1`,
      headers: [['X-Auth-Token', tokens.admin]],
    }),
  );
  const attack: Attack = {
    kind: 'displacing',
    pieces: requests.map(bytesOf),
    pace: 'at once',
    ending: 'wait',
    expects: requests,
  };
  await strike(attack, asked);
}
