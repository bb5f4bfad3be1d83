import { type Signal, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { MemberIssue } from '../data/client.js';
import type { RecordValue } from './values.js';

type JsonProps = { draft: Signal<RecordValue>; unread: Signal<ReadonlySet<string>>; issues: readonly MemberIssue[] };

/** All of a record as JSON. */
export function RecordJson({ draft, unread, issues }: JsonProps): JSX.Element {
  const typed = useSignal(JSON.stringify(draft.value, null, 2));
  const read = parseObject(typed.value);
  const problem = typeof read === 'string' ? read : '';
  return (
    <div class="labelled whole">
      <label for="record-json">The record</label>
      <textarea
        id="record-json"
        class="code"
        spellcheck={false}
        aria-invalid={problem !== '' || issues.length > 0}
        aria-describedby="record-json-issue"
        value={typed.value}
        onInput={event => {
          typed.value = event.currentTarget.value;
          const value = parseObject(typed.value);
          unread.value = new Set(typeof value === 'string' ? ['JSON'] : []);
          if (typeof value !== 'string') draft.value = value;
        }}
      />
      <small id="record-json-issue" class="wrong" role="status">
        {problem}
      </small>
    </div>
  );
}

/** The object that a text is, or why it is none. */
function parseObject(text: string): RecordValue | string {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as RecordValue;
    return 'A record must be an object.';
  } catch (error) {
    return `This is not JSON: ${(error as Error).message}.`;
  }
}
