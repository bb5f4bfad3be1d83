import * as fc from 'fast-check';
import type { Aim } from './aim.js';
import type { Attack } from './attack.js';
import { attacks } from './attacks/attacks.js';
import type { FuzzedServer } from './fuzzed-server.js';
import { shownAttacks } from './shown-attack.js';
import { Shrinking } from './shrinking.js';
import { strike } from './strike.js';
import { verdictOf } from './verdict.js';

type Round = {
  server: FuzzedServer;
  aim: Aim;
  seed: number;
  patience: number;
  onProgress(sentence: string): void;
  canary(asked: { port: number; patience: number }): Promise<string | undefined>;
};

/** How many attacks are under way at once, at most, and how often so many are started in a round. */
const AT_ONCE = 48;
const VOLLEYS = 40;

/** Attacks the server with volleys that follow from the seed. What goes wrong is made as small as it can be. */
export async function fireRound(round: Round): Promise<{ sent: number; finding?: string }> {
  const { aim, seed, onProgress } = round;
  let sent = 0;
  let shrinking: Shrinking | undefined;
  const volleys = fc.array(attacks(aim), { minLength: 1, maxLength: AT_ONCE, size: 'max' });
  const property = fc.asyncProperty(volleys, async volley => {
    if (shrinking) return shrinking.attempt(volley);
    sent += volley.reduce((sum, { expects }) => sum + (typeof expects === 'string' ? 1 : expects.length), 0);
    const wrong = await fire(volley, round);
    if (!wrong) return;
    onProgress(`${wrong}\nLooking for less that does the same.`);
    shrinking = new Shrinking(fire);
    throw new Error(wrong);
  });
  const { failed, counterexample, errorInstance } = await fc.check(property, { seed, numRuns: VOLLEYS });
  await shrinking?.stop();
  if (!failed) return { sent };
  const wrong = errorInstance instanceof Error ? errorInstance.message : String(errorInstance);
  const repeated = `FUZZ_SEED=${seed} npm run fuzz repeats it. What was left of the volley, as printf %b takes it:`;
  return { sent, finding: [wrong, repeated, shownAttacks(counterexample?.[0] ?? [])].join('\n') };
}

type Fire = Pick<Round, 'server' | 'patience'> & Partial<Pick<Round, 'canary'>>;

/** Starts all attacks of a volley at once, and answers what went wrong. */
async function fire(volley: readonly Attack[], { server, patience, canary }: Fire): Promise<string | undefined> {
  const { port } = server;
  const verdicts = await Promise.all([
    ...volley.map(async attack => verdictOf(attack, await strike(attack, { port, patience }))),
    canary?.({ port, patience }),
  ]);
  return server.complaint() || verdicts.find(verdict => verdict !== undefined);
}
