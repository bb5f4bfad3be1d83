import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import { visible } from '../data/visible.js';
import { CopyButton } from '../shell/copy-button.js';
import { type Piece, splitJson } from './json-pieces.js';

/** What the journal has of a body. */
type BodyPart = { body?: unknown; bodyTruncated?: true; bodyBytes?: number; bodyLost?: true };

/** How many lines are shown at once: a long body would take long to lay out. */
const MAX_LINES = 300;

/** A body as text: JSON in lines and colours, anything else as it came. It is never more than text. */
export function BodyView({ part, name }: { part: BodyPart; name: string }): JSX.Element {
  const { body, bodyTruncated, bodyBytes, bodyLost } = part;
  const isAll = useSignal(false);
  const isJson = typeof body !== 'string';
  const text = useMemo(() => (body === undefined ? '' : isJson ? JSON.stringify(body, null, 2) : body), [body, isJson]);
  const lines = useMemo(() => text.split('\n'), [text]);
  if (bodyLost) return <Nothing>The body is no longer kept: newer ones needed the room.</Nothing>;
  if (body === undefined) return <Nothing>No body.</Nothing>;
  const shown = isAll.value ? lines : lines.slice(0, MAX_LINES);
  return (
    <section>
      <h3>
        Body <small>{formatBytes(bodyBytes ?? new Blob([text]).size, bodyBytes === undefined)}</small>
        <CopyButton text={text} name={name} />
      </h3>
      {bodyTruncated && <p class="cut">Only the first 64 KiB of {formatBytes(bodyBytes ?? 0, false)} are kept.</p>}
      <pre class="text">
        {isJson ? shown.map((line, at) => <JsonLine key={at} line={line} />) : visible(shown.join('\n'))}
      </pre>
      {shown.length < lines.length && (
        <button
          type="button"
          onClick={() => {
            isAll.value = true;
          }}
        >
          Show all {lines.length.toLocaleString('en')} lines
        </button>
      )}
    </section>
  );
}

function Nothing({ children }: { children: string }): JSX.Element {
  return (
    <section>
      <h3>Body</h3>
      <p class="nothing">{children}</p>
    </section>
  );
}

function JsonLine({ line }: { line: string }): JSX.Element {
  return (
    <>
      {splitJson(line).map(({ kind, text }: Piece, at) =>
        kind === 'sign' ? (
          visible(text)
        ) : (
          <span key={at} class={kind}>
            {visible(text)}
          </span>
        ),
      )}
      {'\n'}
    </>
  );
}

function formatBytes(bytes: number, isPretty: boolean): string {
  const size = bytes < 1024 ? `${bytes} B` : `${(bytes / 1024).toFixed(bytes < 10_240 ? 1 : 0)} KiB`;
  return isPretty ? `${size} as shown` : size;
}
