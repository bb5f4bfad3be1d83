import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { StatementEntry } from '../data/admin-types.js';
import { route, setParams } from '../data/navigation.js';
import { formatRoute } from '../data/route.js';
import type { BundledDescription } from '../detail/describe-operation.js';
import { findOperation, type ListedOperation, sectionsOf } from './places.js';
import { PlacesView } from './places-view.js';
import { TryOperation } from './try-operation.js';

type OperationProps = {
  api: string;
  operation: ListedOperation;
  description: BundledDescription;
  statements: readonly StatementEntry[];
};

/** One operation: what the contract says of it, or a form that sends a request to it. */
export function OperationView({ api, operation, description, statements }: OperationProps): JSX.Element {
  const found = useMemo(() => findOperation(description, operation), [description, operation]);
  const sections = useMemo(() => (found ? sectionsOf(description, found) : []), [description, found]);
  const isTrying = route.value.params.tab === 'try';
  const { id, method, path } = operation;
  return (
    <>
      <h2>
        {id}{' '}
        <small>
          {method} {path}
        </small>
      </h2>
      <div class="tabs" role="group" aria-label="What is shown of the operation">
        {(['contract', 'try'] as const).map(tab => (
          <button
            key={tab}
            type="button"
            aria-pressed={isTrying === (tab === 'try')}
            onClick={() => setParams({ tab: tab === 'try' ? tab : undefined })}
          >
            {tab === 'try' ? 'Try it' : 'Contract'}
          </button>
        ))}
        <a class="seen" href={formatRoute({ page: 'requests', params: { q: `api:${api} op:${id}` } })}>
          Requests to it
        </a>
      </div>
      {isTrying && found ? (
        <TryOperation api={api} operation={operation} found={found} description={description} />
      ) : (
        <PlacesView sections={sections} statements={statements} />
      )}
    </>
  );
}
