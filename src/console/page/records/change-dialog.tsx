import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { ChangedRecords, Collection } from '../data/admin-types.js';
import { lastChange } from '../data/change.js';
import { call, type ProblemError } from '../data/client.js';
import { formatRoute } from '../data/route.js';
import { CommandView } from '../shell/command-view.js';
import { Dialog } from '../shell/dialog.js';
import { SelectField } from '../shell/fields.js';
import { ProblemNote } from '../shell/problem-note.js';
import { type ChosenRecords, describeSelection } from './chosen-records.js';
import { pathOf } from './read-record.js';
import { MemberField } from './record-form.js';
import { controlOf, memberOfPointer, type RecordMember, type RecordValue } from './values.js';

type ChangeProps = {
  collection: Collection;
  selection: ChosenRecords;
  filter: string;
  count: number;
  onClose(): void;
  onChanged(): void;
};

/** Gives all chosen records the same values, after it has said how many they are. */
export function ChangeDialog(props: ChangeProps): JSX.Element {
  const { collection, selection, filter, count, onClose, onChanged } = props;
  const members = useSignal<readonly RecordMember[]>([]);
  const changes = useSignal<RecordValue>({});
  const unread = useSignal<ReadonlySet<string>>(new Set());
  const problem = useSignal<ProblemError | undefined>(undefined);
  const isBusy = useSignal(false);
  const command = {
    method: 'PATCH',
    path: pathOf(collection),
    body: { ...describeSelection(selection, filter), changes: changes.value, count },
  };
  const records = count === 1 ? 'one record' : `${count.toLocaleString('en')} records`;
  const save = async (event: Event) => {
    event.preventDefault();
    isBusy.value = true;
    try {
      const { changed, before } = await call<ChangedRecords>(command.path, command);
      const says = `${changed.toLocaleString('en')} ${changed === 1 ? 'record' : 'records'} of ${collection.name} were changed.`;
      const undo = before && (() => call(command.path, { method: 'PATCH', body: { records: before } }));
      lastChange.value = { change: { ...command, says, ...(undo && { undo }) } };
      onClose();
      onChanged();
    } catch (error) {
      problem.value = error as ProblemError;
      isBusy.value = false;
    }
  };
  const set = (name: string, value: unknown) => {
    const { [name]: _, ...others } = changes.value;
    changes.value = value === undefined ? others : { ...changes.value, [name]: value };
  };
  const issues = problem.value?.issues ?? [];
  const isAtField = issues.some(({ pointer }) => members.value.some(({ name }) => name === memberOfPointer(pointer)));
  const others = collection.members.filter(one => one.name !== collection.key && !members.value.includes(one));
  return (
    <Dialog title={`Change ${records}?`} onClose={onClose}>
      <form class="record" onSubmit={event => void save(event)}>
        <div class="fields">
          <SelectField
            label="Member"
            value=""
            options={[
              ['', members.value.length === 0 ? 'Choose what changes' : 'Choose one more'],
              ...others.map(({ name }) => [name, name] as const),
            ]}
            onChange={name => {
              const member = others.find(one => one.name === name);
              if (!member) return;
              members.value = [...members.value, member];
              if (controlOf(member) === 'text') set(name, '');
            }}
          />
          {members.value.map(member => (
            <MemberField
              key={member.name}
              member={member}
              api={collection.api}
              value={changes.value[member.name]}
              isChanged={false}
              isLocked={false}
              issue={issues.find(({ pointer }) => memberOfPointer(pointer) === member.name)?.message}
              onChange={value => set(member.name, value)}
              onUnread={isUnread => {
                const next = new Set(unread.value);
                if (isUnread) next.add(member.name);
                else next.delete(member.name);
                unread.value = next;
              }}
            />
          ))}
        </div>
        {problem.value && !isAtField && <ProblemNote problem={problem.value} />}
        {count > MAX_UNDONE && (
          <p class="note">
            More than {MAX_UNDONE.toLocaleString('en')} records cannot be put back with Undo. A snapshot, on the page{' '}
            <a href={formatRoute({ page: 'situations', params: {} })}>Situations</a>, can.
          </p>
        )}
        <CommandView command={command} />
        <p class="buttons">
          <button type="button" onClick={onClose}>
            Cancel
          </button>
          <button
            type="submit"
            class="primary"
            disabled={isBusy.value || unread.value.size > 0 || Object.keys(changes.value).length === 0}
          >
            Change {records}
          </button>
        </p>
      </form>
    </Dialog>
  );
}

/** The control plane returns at most so many records as they were. */
const MAX_UNDONE = 1000;
