import type { JSX } from 'preact';
import type { ComparedPair } from '../data/server-types.js';
import { visible } from '../data/visible.js';
import { DetailPane } from '../parts/detail-pane.js';
import { OUTCOMES, readingAddress } from './pair-list.js';

type DetailProps = {
  pair: ComparedPair;
  /** What the sides are. */
  names: { left: string; right: string };
  /** Lets a place differ, and compares again. */
  onIgnore(pointer: string): void;
  onClose(): void;
};

/** Where the responses to one request differ, and which reading explains it. */
export function PairDetail({ pair, names, onIgnore, onClose }: DetailProps): JSX.Element {
  const { method, path, operation, about, outcome, differences, more, volatile, explainedBy, api } = pair;
  const facts = [OUTCOMES[outcome], operation, about].filter(fact => fact !== undefined);
  return (
    <DetailPane title={`${method} ${path}`} of="request" facts={facts} onClose={onClose}>
      {outcome === 'unsent' && (
        <p class="note">
          The request may change something on a server that is no copy of this mock, or the time was up. It was not
          sent.
        </p>
      )}
      {outcome === 'equal' && <p class="preview">Both responses are the same: {pair.left ?? 'none'}.</p>}
      {explainedBy.map(({ reading, choice, explainsAll }) => (
        <p key={`${reading} ${choice}`} class="preview">
          With <a href={readingAddress(api, reading)}>{reading}</a> = <code>{choice}</code>{' '}
          {explainsAll ? 'nothing would differ.' : 'less would differ.'}
        </p>
      ))}
      {outcome === 'differs' && explainedBy.length === 0 && (
        <p class="note">No single reading explains the difference.</p>
      )}
      {differences.length > 0 && (
        <table class="differences">
          <caption class="hidden">Differences</caption>
          <thead>
            <tr>
              <th scope="col">{visible(names.left)}</th>
              <th scope="col">{visible(names.right)}</th>
            </tr>
          </thead>
          {differences.map(difference => (
            <tbody key={difference.pointer}>
              <tr>
                <th scope="colgroup" colSpan={2}>
                  <span>
                    <code>{visible(difference.pointer)}</code>
                    <button
                      type="button"
                      aria-label={`Ignore ${difference.pointer}`}
                      onClick={() => onIgnore(difference.pointer)}
                    >
                      Ignore
                    </button>
                  </span>
                </th>
              </tr>
              <tr>
                <td>{shown('left' in difference, difference.left)}</td>
                <td>{shown('right' in difference, difference.right)}</td>
              </tr>
            </tbody>
          ))}
        </table>
      )}
      {more !== undefined && <p class="note">{more} more differences are not listed.</p>}
      {volatile.length > 0 && (
        <section>
          <h3>Different each time</h3>
          <p class="note">Two responses of the same side have other values here, so these places count as equal.</p>
          <ul class="entries lines">
            {volatile.map(pointer => (
              <li key={pointer}>
                <code>{visible(pointer)}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
    </DetailPane>
  );
}

function shown(isThere: boolean, value: unknown): JSX.Element {
  if (!isThere) return <small>nothing</small>;
  return <code>{visible(typeof value === 'string' ? value : JSON.stringify(value))}</code>;
}
