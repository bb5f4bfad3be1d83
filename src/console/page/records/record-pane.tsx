import { type Signal, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Collection } from '../data/admin-types.js';
import { type Change, lastChange } from '../data/change.js';
import { call, ProblemError, send } from '../data/client.js';
import { useRevision } from '../data/load.js';
import { CommandView } from '../shell/command-view.js';
import { Icon } from '../shell/icons.js';
import { ProblemNote } from '../shell/problem-note.js';
import { ConflictNote } from './conflict-note.js';
import { DeleteDialog } from './delete-dialog.js';
import { pathOf, type ReadRecord, readRecord } from './read-record.js';
import { RecordForm } from './record-form.js';
import { RecordJson } from './record-json.js';
import { changeOf, isSame, memberOfPointer, type RecordValue, rebase } from './values.js';

/** The id of a record that is not there yet. */
export const NEW = 'new';

/** Changes that were not saved, by the path of their record, until the console is closed. */
const drafts = new Map<string, { before: ReadRecord; draft: RecordValue }>();

type PaneProps = { collection: Collection; id: string; onClose(): void; onOpen(id: string): void };

/** One record, as a form and as JSON. */
export function RecordPane({ collection, id, onClose, onOpen }: PaneProps): JSX.Element {
  const [path, own] = [pathOf(collection), pathOf(collection, id)];
  const isNew = id === NEW;
  const kept = drafts.get(own);
  const before = useSignal<ReadRecord | undefined>(kept?.before ?? (isNew ? { value: {}, tag: undefined } : undefined));
  const draft = useSignal<RecordValue>(kept?.draft ?? {});
  /** Rises whenever the fields begin anew. */
  const version = useSignal(0);
  /** Members, or the JSON, whose text is no value. */
  const unread = useSignal<ReadonlySet<string>>(new Set());
  const problem = useSignal<ProblemError | undefined>(undefined);
  const theirs = useSignal<ReadRecord | undefined>(undefined);
  const isBusy = useSignal(false);
  const isDeleting = useSignal(false);
  const asJson = useSignal(false);
  const read = before.value;
  const isChanged = read !== undefined && !isSame(read.value, draft.value);

  const show = (record: ReadRecord) => {
    before.value = record;
    draft.value = record.value;
    unread.value = new Set();
    version.value += 1;
    problem.value = undefined;
    theirs.value = undefined;
  };
  // what was not saved yet is there again when the record is opened again
  useEffect(
    () => () => {
      const [read, mine] = [before.peek(), draft.peek()];
      if (read && !isSame(read.value, mine)) drafts.set(own, { before: read, draft: mine });
      else drafts.delete(own);
    },
    [own, before, draft],
  );
  const revision = useRevision('records');
  // a change of records is a reason to read again
  useEffect(() => {
    // what a person has begun to change stays; saving finds out what others did
    if (isNew || (before.peek() && !isSame(before.peek()?.value, draft.peek()))) return undefined;
    const abort = new AbortController();
    readRecord(own, abort.signal).then(
      record => {
        if (before.peek()?.tag !== record.tag) show(record);
      },
      error => {
        if (!(error instanceof ProblemError)) return;
        before.value = undefined;
        problem.value = error;
      },
    );
    return () => abort.abort();
  }, [own, revision]);

  const change = read && describeChange({ path, own, collection, id, before: read.value, draft: draft.value });
  const save = async () => {
    if (!change || !isChanged || isBusy.value || unread.value.size > 0) return;
    isBusy.value = true;
    try {
      const tag = read?.tag;
      const response = await send(change.path, {
        ...change,
        ...(tag !== undefined && { headers: { 'If-Match': tag } }),
      });
      const saved: RecordValue = await response.json();
      const key = String(saved[collection.key]);
      lastChange.value = { change: isNew ? madeChange(change, path, key) : change };
      show({ value: saved, tag: response.headers.get('etag') ?? undefined });
      if (isNew) onOpen(key);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      problem.value = error;
      theirs.value = error.status === 412 ? await readRecord(own).catch(() => undefined) : undefined;
    }
    isBusy.value = false;
  };
  const issues = problem.value?.issues ?? [];
  const known = new Set(collection.members.map(({ name }) => name));
  // those of a member stand at its field
  const isAtField = issues.length > 0 && issues.every(({ pointer }) => known.has(memberOfPointer(pointer)));
  return (
    <section class="detail record" aria-label={isNew ? 'New record' : `Record ${id}`}>
      <header class="summary">
        <div class="line">
          <h2>
            <span class="method">
              {collection.api}.{collection.name}
            </span>{' '}
            {isNew ? 'New record' : id}
          </h2>
          <button type="button" class="plain" aria-label="Close the record" title="Close (Esc)" onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
      </header>
      {read && <FormChoice asJson={asJson} isLocked={unread.value.size > 0} />}
      {read && (
        <form
          class="panel"
          onSubmit={event => {
            event.preventDefault();
            void save();
          }}
          onKeyDown={event => {
            if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            void save();
          }}
        >
          {theirs.value && (
            <ConflictNote
              before={read.value}
              mine={draft.value}
              theirs={theirs.value.value}
              onTake={() => show(theirs.value as ReadRecord)}
              onKeep={() => {
                const rebased = rebase(read.value, draft.value, theirs.value?.value ?? {});
                show(theirs.value as ReadRecord);
                draft.value = rebased;
              }}
            />
          )}
          {problem.value && !theirs.value && !(isAtField && !asJson.value) && <ProblemNote problem={problem.value} />}
          {asJson.value ? (
            <RecordJson key={version.value} draft={draft} unread={unread} issues={issues} />
          ) : (
            <RecordForm
              key={version.value}
              collection={collection}
              isNew={isNew}
              before={read.value}
              draft={draft}
              unread={unread}
              issues={issues}
            />
          )}
          {change && isChanged && <CommandView command={change} />}
          <p class="buttons">
            {!isNew && (
              <button
                type="button"
                class="first"
                onClick={() => {
                  isDeleting.value = true;
                }}
              >
                Delete…
              </button>
            )}
            <button
              type="button"
              disabled={!isChanged}
              onClick={() => {
                show(read);
              }}
            >
              Undo changes
            </button>
            <button type="submit" class="primary" disabled={!isChanged || isBusy.value || unread.value.size > 0}>
              {isNew ? 'Add' : 'Save'}
            </button>
          </p>
        </form>
      )}
      {!read && problem.value && (
        <div class="empty">
          <ProblemNote problem={problem.value}>
            <button type="button" onClick={onClose}>
              Close
            </button>
          </ProblemNote>
        </div>
      )}
      {isDeleting.value && read && (
        <DeleteDialog
          name={`${collection.api}.${collection.name} ${id}`}
          record={read}
          own={own}
          path={path}
          onClose={() => {
            isDeleting.value = false;
          }}
          onDeleted={onClose}
        />
      )}
    </section>
  );
}

function FormChoice({ asJson, isLocked }: { asJson: Signal<boolean>; isLocked: boolean }): JSX.Element {
  return (
    <div class="tabs" role="group" aria-label="How the record is shown">
      {[false, true].map(json => (
        <button
          key={String(json)}
          type="button"
          aria-pressed={asJson.value === json}
          disabled={isLocked && asJson.value !== json}
          onClick={() => {
            asJson.value = json;
          }}
        >
          {json ? 'JSON' : 'Form'}
        </button>
      ))}
    </div>
  );
}

type Described = {
  path: string;
  own: string;
  collection: Collection;
  id: string;
  before: RecordValue;
  draft: RecordValue;
};

/** The request that saves the draft, and what takes it back. */
function describeChange({ path, own, collection: { name }, id, before, draft }: Described): Change {
  if (id === NEW) return { method: 'POST', path, body: draft, says: `A record of ${name} was added.` };
  return {
    ...changeOf(before, draft),
    path: own,
    says: `Record ${id} of ${name} was changed.`,
    undo: () => call(own, { method: 'PUT', body: before }),
  };
}

function madeChange(change: Change, path: string, key: string): Change {
  return { ...change, undo: () => call(`${path}/${encodeURIComponent(key)}`, { method: 'DELETE' }) };
}
