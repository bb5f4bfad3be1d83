import type { JSX } from 'preact';
import type { RequestSummary } from '../data/request-types.js';
import { visible } from '../data/visible.js';
import { isGap, type Row } from './rows.js';

type RowProps = { row: Row; place: number; height: number; isSelected: boolean; onSelect(): void };

/** One row of the list: a request, or a gap. */
export function RequestRow({ row, place, height, isSelected, onSelect }: RowProps): JSX.Element {
  const style = { transform: `translateY(${place * height}px)`, height: `${height}px` };
  if (isGap(row)) {
    return (
      <div role="row" aria-rowindex={place + 2} class="row gap" style={style}>
        <span role="gridcell">{describeGap(row)}</span>
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the arrow keys of the grid select rows
    <div
      role="row"
      id={`request-${row.id}`}
      aria-rowindex={place + 2}
      aria-selected={isSelected}
      class="row"
      style={style}
      onClick={onSelect}
    >
      <Cells {...row} />
    </div>
  );
}

export function describeGap({ from, to }: { from: number; to: number }): string {
  const count = to - from + 1;
  const numbers = count === 1 ? `number ${from}` : `numbers ${from} to ${to}`;
  return `${count.toLocaleString('en')} not shown: the journal had dropped ${numbers} already. --journal keeps more.`;
}

function Cells({
  at,
  method,
  url,
  status,
  milliseconds,
  operation,
  respondedBy,
  ...marks
}: RequestSummary): JSX.Element {
  const [path = '', query] = url.split(/\?(.*)/s);
  return (
    <>
      <span role="gridcell" class="time">
        {timeOf(at)}
      </span>
      <span role="gridcell" class="method">
        {method}
      </span>
      <span role="gridcell" class="url" title={visible(url)}>
        {visible(path)}
        {query !== undefined && <i>?{visible(query)}</i>}
      </span>
      <span role="gridcell" class={`status ${toneOf(status)}`}>
        {status || 'none'}
      </span>
      <span role="gridcell" class="ms">
        {formatMilliseconds(milliseconds)}
      </span>
      <span role="gridcell" class="operation">
        {operation}
      </span>
      <span role="gridcell" class="by">
        {respondedBy}
      </span>
      <span role="gridcell" class="marks">
        <Marks {...marks} />
      </span>
    </>
  );
}

function Marks({
  violations = 0,
  rule,
  unknown,
  callback,
}: Pick<RequestSummary, 'violations' | 'rule' | 'unknown' | 'callback'>): JSX.Element {
  return (
    <>
      {violations > 0 && (
        <b
          class="mark bad"
          title={violations === 1 ? '1 violation of the contract' : `${violations} violations of the contract`}
        >
          ▲ {violations}
        </b>
      )}
      {rule !== undefined && (
        <b class="mark known" title="A rule changed the response">
          {rule}
        </b>
      )}
      {unknown !== undefined && (
        <b class="mark unsure" title="Parameters or fields that the contract does not know">
          ? {unknown}
        </b>
      )}
      {callback && (
        <b class="mark" title="A callback that the mock sent">
          ↗
        </b>
      )}
    </>
  );
}

/** Times in the list are those of the reader's machine. */
export function timeOf(at: string): string {
  return new Date(at).toTimeString().slice(0, 8);
}

export function formatMilliseconds(milliseconds: number): string {
  return milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds).toLocaleString('en');
}

export function toneOf(status: number): 'good' | 'plain' | 'unsure' | 'bad' {
  if (status === 0 || status >= 500) return 'bad';
  if (status >= 400) return 'unsure';
  return status >= 300 ? 'plain' : 'good';
}
