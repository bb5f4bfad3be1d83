import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { StatementEntry } from '../data/admin-types.js';
import { route, setParams } from '../data/navigation.js';
import { formatRoute } from '../data/route.js';

/** The kinds of certainty, surest first, with what each means. */
const CERTAINTIES: readonly (readonly [certainty: StatementEntry['certainty'], means: string])[] = [
  ['explicit', 'a document says it'],
  ['derived', 'an example or a name shows it'],
  ['ruled', 'no document says it, a reading decides'],
  ['companion', 'from no document, but clients need it'],
  ['generated', 'made up'],
];

type ListProps = {
  statements: readonly StatementEntry[];
  /** The id of the statement that is marked. */
  current: string | undefined;
  /** The name of the row to which the list is limited. */
  of?: string | undefined;
  onAll?(): void;
};

/** Statements, the surest first. */
export function StatementList({ statements, current, of, onAll }: ListProps): JSX.Element {
  const list = useRef<HTMLElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  return (
    <aside ref={list} class="statements" aria-label="Statements">
      <h3>
        Statements <small>{statements.length}</small>
        {of !== undefined && (
          <button type="button" onClick={onAll}>
            Only {of}: show all
          </button>
        )}
      </h3>
      {statements.length === 0 && <p class="nothing">No document states anything about this.</p>}
      {CERTAINTIES.map(([certainty, means]) => {
        const own = statements.filter(one => one.certainty === certainty);
        if (own.length === 0) return null;
        return (
          <section key={certainty}>
            <h4>
              {certainty} <small>{means}</small>
            </h4>
            <ul>
              {own.map(statement => (
                <StatementNote key={statement.id} statement={statement} isCurrent={statement.id === current} />
              ))}
            </ul>
          </section>
        );
      })}
    </aside>
  );
}

/** One statement: what it says, where it is from, and a button that marks what rests on it. */
export function StatementNote({
  statement,
  isCurrent,
}: {
  statement: StatementEntry;
  isCurrent: boolean;
}): JSX.Element {
  const { id, says, document, lines, reading, certainty } = statement;
  const [, api = ''] = route.value.page.split('/');
  return (
    <li class={`statement ${certainty}`} aria-current={isCurrent}>
      <p>{says}</p>
      <p class="source">
        <button
          type="button"
          aria-pressed={isCurrent}
          onClick={() => setParams({ statement: isCurrent ? undefined : id })}
        >
          {id}
        </button>
        {document !== undefined && (
          <a href={formatRoute({ page: `contract/${api}`, params: { document, statement: id } })}>
            {document}:{lines}
          </a>
        )}
        {reading !== undefined && (
          <a href={formatRoute({ page: 'readings', params: { api, id: reading } })}>reading {reading}</a>
        )}
      </p>
    </li>
  );
}
