import type { JSX } from 'preact';
import type { Apis } from '../data/admin-types.js';
import { useLoaded } from '../data/load.js';
import { openPage, route, setParams } from '../data/navigation.js';
import type { Rule, Rules } from '../data/request-types.js';
import { ConfirmButton } from '../shell/confirm-button.js';
import { useKeys } from '../shell/keys.js';
import { ProblemNote } from '../shell/problem-note.js';
import { RuleEditor } from './rule-editor.js';
import { RuleList } from './rule-list.js';
import { TEMPLATES } from './templates.js';
import './rules.css';

/** How many rules there may be before the page says that the limit is near: nine tenths of the usual limit. */
const MANY = 900;

/** The page of the rules: which ones there are, in the order in which they decide, and one of them beside the list. */
export function RulesPage(): JSX.Element {
  const { value, problem } = useLoaded<Rules>('/rules', 'rules', 'applied');
  const rules = value?.rules;
  const { id, request, template } = route.value.params;
  const listed = rules?.find(one => one.id === id);
  const isNew = id === undefined && (request !== undefined || template !== undefined);
  const close = () => openPage({ page: 'rules', params: {} });
  const startNew = () => setParams({ id: undefined, request: undefined, template: '0' });
  useKeys({ n: startNew });
  return (
    <div class={isNew || listed ? 'split open' : 'split'}>
      <section class="pane" aria-label="List of rules">
        <header class="heading">
          <h1 tabIndex={-1}>Rules</h1>
          {rules && <p class="count">{rules.length}</p>}
          <p class="buttons">
            {rules && rules.length > 0 && <DeleteAll count={rules.length} />}
            <button type="button" class="primary" onClick={startNew}>
              New rule
            </button>
          </p>
        </header>
        {rules && rules.length >= MANY && (
          <p class="note">There can be 1,000 rules, unless the server has another limit.</p>
        )}
        {problem && <ProblemNote problem={problem} />}
        {rules?.length === 0 && <NoRules />}
        {rules && rules.length > 0 && <RuleList rules={rules} selected={id} />}
      </section>
      {listed && <RuleEditor key={listed.id} listed={listed} position={rules?.indexOf(listed) ?? 0} onClose={close} />}
      {isNew && <NewRule request={request} template={Number(template ?? 0)} onClose={close} />}
    </div>
  );
}

function NoRules(): JSX.Element {
  return (
    <div class="empty">
      <h2>No rules</h2>
      <p>
        A rule changes the responses to all requests that it matches, until it is deleted or used up. Begin with one of
        these:
      </p>
      <ul class="templates">
        {TEMPLATES.map(([wanted], at) => (
          <li key={wanted}>
            <button type="button" onClick={() => setParams({ template: String(at) })}>
              {wanted}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

type NewRuleProps = { request: string | undefined; template: number; onClose(): void };

/** A new rule: from a request, or from a template with the first operation that is served. */
function NewRule({ request, template, onClose }: NewRuleProps): JSX.Element | null {
  const draft = useLoaded<Rule>(request === undefined ? undefined : `/requests/${request}/rule`);
  const apis = useLoaded<Apis>('/apis').value?.apis;
  const added = (id: string) => setParams({ id, request: undefined, template: undefined }, { replace: true });
  if (draft.problem) {
    return (
      <section class="detail">
        <div class="empty">
          <ProblemNote problem={draft.problem} />
        </div>
      </section>
    );
  }
  const [first] = apis ?? [];
  if (request === undefined ? !first : !draft.value) return null;
  const operation = first && `${first.name}.${first.operations[0]?.id}`;
  const begun = draft.value ?? { match: { operation }, ...TEMPLATES[template]?.[1] };
  return <RuleEditor key={`${request} ${template}`} draft={begun} onAdded={added} onClose={onClose} />;
}

function DeleteAll({ count }: { count: number }): JSX.Element {
  return (
    <ConfirmButton
      label="Delete all…"
      title="Delete all rules?"
      confirm="Delete all"
      change={{ says: 'All rules are deleted.', method: 'DELETE', path: '/rules' }}
    >
      This deletes {count === 1 ? 'one rule' : `${count} rules`}. A reset restores those of the start.
    </ConfirmButton>
  );
}
