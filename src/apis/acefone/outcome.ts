import type { Api } from '../../server/index.js';

/** A documented outcome: the contract's example as it stands, since no reading of Acefone has a choice of texts. */
export const outcomeOf: Api['outcome'] = (operation, { status, example }) => ({
  status,
  json: operation.example(status, example),
});
