import { useSignal } from '@preact/signals';
import type { JSX, RefObject } from 'preact';
import { useEffect } from 'preact/hooks';
import { route, setParams } from '../data/navigation.js';
import { Icon } from './icons.js';

type FilterProps = {
  input: RefObject<HTMLInputElement | null>;
  /** The parameter of the address that has the text. */
  parameter: string;
  placeholder: string;
  isInvalid: boolean;
};

/** A filter, whose text stands in the address. What is wrong with it is said by the element `filter-issue`. */
export function FilterField({ input, parameter, placeholder, isInvalid }: FilterProps): JSX.Element {
  const inAddress = route.value.params[parameter] ?? '';
  const typed = useSignal(inAddress);
  // the address may change without a key: Back, a chip, a link. When this runs, the next key may have changed it already.
  useEffect(() => {
    typed.value = route.peek().params[parameter] ?? '';
  }, [inAddress, parameter, typed]);
  return (
    <div class="field">
      <Icon name="search" />
      <input
        ref={input}
        type="search"
        aria-label="Filter"
        aria-describedby="filter-issue"
        aria-invalid={isInvalid}
        placeholder={placeholder}
        autocomplete="off"
        spellcheck={false}
        value={typed.value}
        onInput={event => {
          const text = event.currentTarget.value;
          typed.value = text;
          setParams({ [parameter]: text.trim() === '' ? undefined : text }, { replace: inAddress !== '' });
        }}
        onKeyDown={event => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          event.currentTarget.blur();
        }}
      />
      <kbd title="The key / leads here">/</kbd>
    </div>
  );
}
