import type { JSX } from 'preact';
import { visible } from '../data/visible.js';
import { Icon } from '../shell/icons.js';
import { findConflicts, formatCell, type RecordValue } from './values.js';

type ConflictProps = {
  before: RecordValue;
  mine: RecordValue;
  theirs: RecordValue;
  onTake(): void;
  onKeep(): void;
};

/** What others have changed since the record was read, beside what is in the form. Nothing is saved yet. */
export function ConflictNote({ before, mine, theirs, onTake, onKeep }: ConflictProps): JSX.Element {
  return (
    <div class="problem" role="alert">
      <Icon name="warn" size={20} />
      <div>
        <h2>Record changed meanwhile</h2>
        <p>Others have changed it since you read it. Nothing was saved.</p>
        <table class="conflict">
          <thead>
            <tr>
              <th scope="col">Member</th>
              <th scope="col">Theirs</th>
              <th scope="col">Yours</th>
            </tr>
          </thead>
          <tbody>
            {findConflicts(before, mine, theirs).map(({ name, mine, theirs }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>{visible(formatCell(theirs) || String(theirs))}</td>
                <td>{visible(formatCell(mine) || String(mine))}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p class="buttons">
          <button type="button" onClick={onTake}>
            Take theirs
          </button>
          <button type="button" onClick={onKeep}>
            Put my changes on top
          </button>
        </p>
      </div>
    </div>
  );
}
