import { describeResponse } from '../../laws/response-check.js';
import { fails, formatValue, passes } from '../../model/check.js';
import type { ResponseLaw } from '../law.js';

/** Refusals for which a request must be wrong in itself. */
const OF_INVALID_REQUESTS = [400, 422];

/** The description says which successes and redirections there are. Other refusals may come from anything before the API. */
export const documentedStatus: ResponseLaw = {
  id: 'documented-status',
  says: 'A response that is no refusal has a documented status, and what the description allows is not refused as invalid without a word about that.',
  judge({ operation, requirement, step, method, response: { status, json, text }, described }) {
    // a response of another method is not documented here
    if (method !== operation.method) return [];
    if (described) return [passes(requirement)];
    const isSuccess = status < 400 && status !== 304;
    const saysRefusals = operation.responses.some(({ status }) => /^4\d\d$/.test(status));
    if (!isSuccess && !(step.valid && saysRefusals && OF_INVALID_REQUESTS.includes(status))) return [];
    return [
      fails(requirement, {
        message: `The status ${status} is not documented.`,
        expected: operation.responses.map(one => one.status).join(', ') || 'a documented status',
        got: `${status} ${formatValue(json ?? text)}`,
        place: `${operation.place}/responses`,
        causes: isSuccess
          ? [`${operation.place}/responses ${status}`]
          : [describeResponse(status, text), `${operation.place}/responses ${status}`],
      }),
    ];
  },
};
