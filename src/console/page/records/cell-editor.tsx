import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { Collection } from '../data/admin-types.js';
import { lastChange } from '../data/change.js';
import { call, ProblemError, send } from '../data/client.js';
import { visible } from '../data/visible.js';
import { pathOf, type ReadRecord, readRecord } from './read-record.js';
import {
  changeOf,
  controlOf,
  formatCell,
  isSame,
  parseCell,
  type RecordMember,
  type RecordValue,
  wrongText,
} from './values.js';

type EditorProps = {
  collection: Collection;
  member: RecordMember;
  record: RecordValue;
  /** Called once the value is saved or given up; `isByKey` where no click has led elsewhere. */
  onClose(isByKey: boolean): void;
};

/** The value of one cell. Enter and a click elsewhere save it, and Escape gives it up. */
export function CellEditor({ collection, member, record, onClose }: EditorProps): JSX.Element {
  const { name, enum: choices = [true, false], types } = member;
  const id = String(record[collection.key]);
  /** The value that the reader has seen. */
  const before = useSignal(record[name]);
  const typed = useSignal<string | undefined>(undefined);
  const issue = useSignal('');
  const isBusy = useRef(false);
  const field = useRef<HTMLInputElement & HTMLSelectElement>(null);
  const note = useId();
  const isChoice = controlOf(member) === 'choice' || controlOf(member) === 'boolean';
  const text = typed.value ?? (isChoice ? (JSON.stringify(before.value) ?? '') : formatCell(before.value));
  useEffect(() => {
    field.current?.focus();
    field.current?.select?.();
  }, []);

  const close = (isByKey: boolean) => {
    // the field loses the focus when it goes
    isBusy.current = true;
    onClose(isByKey);
  };
  const save = async (isByKey: boolean) => {
    if (isBusy.current) return;
    const value = typed.value === undefined ? before.value : parseCell(member, typed.value, before.value);
    if (value === undefined && typed.value !== undefined) {
      issue.value = wrongText(member);
      return;
    }
    if (isSame(value, before.value)) return close(isByKey);
    isBusy.current = true;
    try {
      const read = await readRecord(pathOf(collection, id));
      if (isSame(read.value[name], before.value)) {
        await changeMember(collection, { read, name, value });
        return close(isByKey);
      }
      before.value = read.value[name];
      issue.value = `is ${visible(formatCell(before.value)) || 'null'} meanwhile; Enter replaces it`;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      issue.value = error.issues[0]?.message ?? error.message;
    }
    isBusy.current = false;
  };
  const shared = {
    ref: field,
    'aria-label': `${name} of record ${id}`,
    'aria-invalid': issue.value !== '',
    'aria-describedby': note,
    onBlur: () => void save(false),
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the field in it
    <span
      class="editor"
      onClick={event => event.stopPropagation()}
      onKeyDown={event => {
        if (event.key !== 'Enter' && event.key !== 'Escape') return;
        event.preventDefault();
        if (event.key === 'Escape') close(true);
        else void save(true);
      }}
    >
      {isChoice ? (
        <select
          {...shared}
          value={text}
          onChange={event => {
            typed.value = event.currentTarget.value;
          }}
        >
          {before.value === undefined && <option value="" />}
          {[...(types.includes('null') || before.value === null ? [null] : []), ...choices].map(choice => (
            <option key={JSON.stringify(choice)} value={JSON.stringify(choice)} selected={isSame(choice, before.value)}>
              {formatCell(choice) || 'null'}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          type="text"
          autocomplete="off"
          spellcheck={false}
          placeholder={before.value === null ? 'null' : ''}
          value={text}
          onInput={event => {
            typed.value = event.currentTarget.value;
            issue.value = '';
          }}
        />
      )}
      <small id={note} class="wrong" role="status">
        {issue.value}
      </small>
    </span>
  );
}

type MemberChange = { read: ReadRecord; name: string; value: unknown };

/** Changes one member of a record, unless others have changed the record since it was read. */
async function changeMember(collection: Collection, { read, name, value }: MemberChange): Promise<void> {
  const { value: before, tag } = read;
  const id = String(before[collection.key]);
  const path = pathOf(collection, id);
  const command = { method: 'PATCH', path, body: { [name]: value } };
  const response = await send(path, { ...command, ...(tag !== undefined && { headers: { 'If-Match': tag } }) });
  const saved: RecordValue = await response.json();
  const undo = () => call(path, changeOf(saved, before));
  lastChange.value = { change: { ...command, says: `Record ${id} of ${collection.name} was changed.`, undo } };
}
