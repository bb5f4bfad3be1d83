import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { SourceDocument, StatementEntry } from '../data/admin-types.js';
import { useLoaded } from '../data/load.js';
import { route } from '../data/navigation.js';
import { visible } from '../data/visible.js';
import { type Passage, passagesOf } from './passages.js';
import { StatementNote } from './statement-list.js';

type DocumentProps = { api: string; name: string; statements: readonly StatementEntry[] };

/** A document by its lines: what we say of them, and their text where the server has the document. */
export function DocumentView({ api, name, statements }: DocumentProps): JSX.Element {
  const { statement: current } = route.value.params;
  const read = useLoaded<SourceDocument>(`/apis/${encodeURIComponent(api)}/documents/${encodeURIComponent(name)}`);
  const lines = read.value?.lines;
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current="true"]')?.scrollIntoView({ block: 'center' });
  }, [current, lines]);
  const own = statements.filter(({ document }) => document === name);
  return (
    <>
      <h2>{name}</h2>
      {read.value && !lines && (
        <p class="note">
          The text of the page is not a part of Understudy. These are our words for what it states, and the JSON and
          commands that it prints; <code>serve --documents DIR</code> shows its lines beside them.
        </p>
      )}
      <ol ref={list} class="lines">
        {passagesOf(own, lines, read.value?.samples).map(passage => (
          <PassageView key={`${passage.from} ${passage.label}`} passage={passage} current={current} />
        ))}
      </ol>
    </>
  );
}

function PassageView({ passage, current }: { passage: Passage; current: string | undefined }): JSX.Element {
  const { label, text, sample, statements } = passage;
  const isCited = statements.some(({ id }) => id === current);
  return (
    <li class={isCited ? 'cited' : undefined}>
      <b class="line-numbers">{label}</b>
      {text !== undefined && <pre class="page-text">{visible(text)}</pre>}
      {sample !== undefined && (
        <details class="sample">
          <summary>What the page prints here</summary>
          <pre>{visible(sample)}</pre>
        </details>
      )}
      {statements.length > 0 && (
        <ul>
          {statements.map(one => (
            <StatementNote key={one.id} statement={one} isCurrent={one.id === current} />
          ))}
        </ul>
      )}
    </li>
  );
}
