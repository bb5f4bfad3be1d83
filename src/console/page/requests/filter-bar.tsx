import type { JSX, RefObject } from 'preact';
import { route, setParams } from '../data/navigation.js';
import { FilterField } from '../shell/filter-field.js';
import { filter, search } from './live-requests.js';

/** Filters that are used most. Each is a term, which the button adds or removes. */
const CHIPS: readonly (readonly [label: string, term: string])[] = [
  ['Failed', 'is:failed'],
  ['Violations', 'is:violation'],
  ['Unmatched', 'is:unmatched'],
];

/** The filter: a text in the address, and the terms that are used most as buttons. */
export function FilterBar({ input }: { input: RefObject<HTMLInputElement | null> }): JSX.Element {
  const words = (route.value.params.q ?? '').split(/\s+/).filter(word => word !== '');
  const toggle = (term: string) => {
    const next = words.includes(term) ? words.filter(word => word !== term) : [...words, term];
    setParams({ q: next.length === 0 ? undefined : next.join(' ') }, { replace: false });
  };
  const [issue] = filter.value.issues;
  return (
    <div class="filter" role="search">
      <FilterField
        input={input}
        parameter="q"
        placeholder="Filter: status:4xx -op:listOrders body:express"
        isInvalid={issue !== undefined}
      />
      <fieldset class="chips">
        <legend class="hidden">Often used filters</legend>
        {CHIPS.map(([label, term]) => (
          <button
            key={term}
            type="button"
            class="chip"
            aria-pressed={words.includes(term)}
            onClick={() => toggle(term)}
          >
            {label}
          </button>
        ))}
      </fieldset>
      <p id="filter-issue" class="issue" role="status">
        {issue ?? search.problem.value?.message ?? (search.isSearching.value ? 'Searching in bodies…' : '')}
      </p>
    </div>
  );
}
