import type { Aim } from './aim.js';
import type { Attack } from './attack.js';
import { bytesOf, type HttpRequest } from './http-request.js';
import { strike } from './strike.js';

/** Counts the users of the sandboxes that were written to, and answers where a list is not the sum of its parts. */
export async function census(
  { sandboxes, tokens }: Aim,
  asked: { port: number; patience: number },
): Promise<string | undefined> {
  const requests = sandboxes.map(
    (name): HttpRequest => ({
      method: 'GET',
      target: `/~${name}/v1/user/list?per_page=10000`,
      headers: [['X-Auth-Token', tokens.admin]],
    }),
  );
  const attack: Attack = {
    kind: 'census',
    pieces: requests.map(bytesOf),
    pace: 'in turn',
    ending: 'wait',
    expects: requests,
  };
  const { answers, fault } = await strike(attack, asked);
  if (fault) return fault;
  const wrong = sandboxes.filter((_, at) => !isWhole(String(answers[at]?.body ?? '{}')));
  return wrong.length > 0 ? `the list of ${wrong.join(', ')} is not the sum of its parts` : undefined;
}

/** Whether a list has as many users as it says, each once, the newest first. */
function isWhole(text: string): boolean {
  const { total, items = [] } = JSON.parse(text).payload ?? {};
  const ids: number[] = items.map(({ user_id }: { user_id: number }) => user_id);
  return ids.length === total && ids.every((id, at) => at === 0 || id < Number(ids[at - 1]));
}
