import type { JSX } from 'preact';
import { makeChange } from '../data/change.js';
import { call } from '../data/client.js';
import type { AddedRule, Rule } from '../data/request-types.js';
import { formatRoute } from '../data/route.js';

/** Rules for every request. */
const TROUBLES: readonly (readonly [label: string, effect: Omit<Rule, 'match'>])[] = [
  ['Slow', { delay: { type: 'lognormal', median: 500, sigma: 0.5 } }],
  ['One in ten fails', { probability: 0.1, response: { status: 503 } }],
  ['Down', { response: { status: 503 } }],
  ['Connections break', { fault: 'CONNECTION_RESET_BY_PEER' }],
  ['Tokens expire', { expireTokens: true }],
];

/** Delays and errors for every request, each as a rule. */
export function TroubleCard(): JSX.Element {
  return (
    <section class="card block" aria-labelledby="trouble-heading">
      <h2 id="trouble-heading">Trouble</h2>
      <p class="note">
        Each of these adds a rule for every request. The page{' '}
        <a href={formatRoute({ page: 'rules', params: {} })}>Rules</a> has them, and finer ones.
      </p>
      <p class="buttons left">
        {TROUBLES.map(([label, effect]) => (
          <button key={label} type="button" onClick={() => void addRule(label, { match: {}, ...effect })}>
            {label}
          </button>
        ))}
      </p>
    </section>
  );
}

async function addRule(label: string, body: Rule): Promise<void> {
  let id = '';
  const says = `A rule is added: ${label.toLowerCase()}.`;
  const undo = () => call(`/rules/${id}`, { method: 'DELETE' });
  const made = await makeChange<AddedRule>({ says, method: 'POST', path: '/rules', body, undo });
  if (made) id = made.value.id;
}
