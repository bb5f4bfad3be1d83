import { useSignal } from '@preact/signals';
import type { JSX, RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { route, setParams } from '../data/navigation.js';
import { Icon } from '../shell/icons.js';
import { filter, search } from './live-requests.js';

/** Filters that are used most. Each is a term, which the button adds or removes. */
const CHIPS: readonly (readonly [label: string, term: string])[] = [
  ['Failed', 'is:failed'],
  ['Violations', 'is:violation'],
  ['Unmatched', 'is:unmatched'],
];

/** The filter: a text in the address, and the terms that are used most as buttons. */
export function FilterBar({ input }: { input: RefObject<HTMLInputElement | null> }): JSX.Element {
  const inAddress = route.value.params.q ?? '';
  const typed = useSignal(inAddress);
  // the address may change without a key: Back, a chip, a link. When this runs, the next key may have changed it already.
  useEffect(() => {
    typed.value = route.peek().params.q ?? '';
  }, [inAddress, typed]);
  const change = (text: string, { replace }: { replace: boolean }) => {
    typed.value = text;
    setParams({ q: text.trim() === '' ? undefined : text }, { replace });
  };
  const words = typed.value.split(/\s+/).filter(word => word !== '');
  const toggle = (term: string) => {
    const next = words.includes(term) ? words.filter(word => word !== term) : [...words, term];
    change(next.join(' '), { replace: false });
  };
  const [issue] = filter.value.issues;
  return (
    <div class="filter" role="search">
      <div class="field">
        <Icon name="search" />
        <input
          ref={input}
          type="search"
          aria-label="Filter"
          aria-describedby="filter-issue"
          aria-invalid={issue !== undefined}
          placeholder="Filter: status:4xx -op:listOrders body:express"
          autocomplete="off"
          spellcheck={false}
          value={typed.value}
          onInput={event => change(event.currentTarget.value, { replace: inAddress !== '' })}
          onKeyDown={event => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            event.currentTarget.blur();
          }}
        />
        <kbd title="The key / leads here">/</kbd>
      </div>
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
