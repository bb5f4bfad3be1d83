import type { JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import type { StatementEntry } from '../data/admin-types.js';
import { route, setParams } from '../data/navigation.js';
import { visible } from '../data/visible.js';
import { type PlaceSection, statementsAt } from './places.js';
import { StatementList } from './statement-list.js';

type PlacesProps = { sections: readonly PlaceSection[]; statements: readonly StatementEntry[] };

/** What a contract says, row by row, and beside it what documents state of it. A row shows its statements, and a statement its rows. */
export function PlacesView({ sections, statements }: PlacesProps): JSX.Element {
  const { place, statement } = route.value.params;
  const rows = useMemo(() => sections.flatMap(section => section.rows), [sections]);
  const at = useMemo(() => statementsAt(rows, statements), [rows, statements]);
  const all = useMemo(() => [...new Set([...at.values()].flat())], [at]);
  const chosen = rows.findIndex(({ pointers }) => pointers.includes(place ?? ''));
  const shown = chosen < 0 ? all : (at.get(chosen) ?? []);
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('.fact.lit')?.scrollIntoView({ block: 'nearest' });
  }, [statement]);
  let index = -1;
  return (
    <div class="beside">
      <div ref={list} class="places">
        {sections.map(({ title, rows }) => (
          <section key={title} aria-label={title}>
            <h3>{title}</h3>
            <ul>
              {rows.map(row => {
                index++;
                const own = at.get(index) ?? [];
                const isLit = own.some(({ id }) => id === statement);
                const isChosen = index === chosen;
                return (
                  <li
                    key={index}
                    class={`fact${isLit ? ' lit' : ''}${isChosen ? ' chosen' : ''}`}
                    style={{ paddingLeft: `${row.depth * 1.125 + 0.5}rem` }}
                  >
                    <p>
                      <code>{visible(row.name)}</code> <small>{row.type}</small>
                      {row.isRequired && <small> required</small>}
                      {own.length > 0 && (
                        <button
                          type="button"
                          class="count"
                          aria-pressed={isChosen}
                          aria-label={`${own.length === 1 ? '1 statement' : `${own.length} statements`} about ${row.name}`}
                          onClick={() =>
                            setParams({ place: isChosen ? undefined : row.pointers.at(-1), statement: undefined })
                          }
                        >
                          {own.length}
                        </button>
                      )}
                    </p>
                    {row.description !== undefined && <p class="prose">{visible(row.description)}</p>}
                  </li>
                );
              })}
            </ul>
          </section>
        ))}
      </div>
      <StatementList
        statements={shown}
        current={statement}
        of={chosen < 0 ? undefined : rows[chosen]?.name}
        onAll={() => setParams({ place: undefined })}
      />
    </div>
  );
}
