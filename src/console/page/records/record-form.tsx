import { type Signal, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useId, useRef } from 'preact/hooks';
import type { Collection } from '../data/admin-types.js';
import type { MemberIssue } from '../data/client.js';
import { formatRoute } from '../data/route.js';
import {
  controlOf,
  formatTyped,
  isSame,
  memberOfPointer,
  parseTyped,
  type RecordMember,
  type RecordValue,
  wrongText,
} from './values.js';

type FormProps = {
  collection: Collection;
  isNew: boolean;
  before: RecordValue;
  draft: Signal<RecordValue>;
  unread: Signal<ReadonlySet<string>>;
  issues: readonly MemberIssue[];
};

/** A field for each member of a record, with what is wrong with it below. */
export function RecordForm({ collection, isNew, before, draft, unread, issues }: FormProps): JSX.Element {
  const form = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (issues.length > 0) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [issues]);
  const names = new Set(collection.members.map(({ name }) => name));
  const others = Object.keys(draft.value).filter(name => !names.has(name));
  const members = [...collection.members, ...others.map(name => ({ name, types: [], required: false }))];
  return (
    <div ref={form} class="fields">
      {isNew && <p class="nothing">What you leave out is made, where the API knows how.</p>}
      {members.map(member => {
        const { name } = member;
        const issue = issues.find(({ pointer }) => memberOfPointer(pointer) === name);
        return (
          <MemberField
            key={name}
            member={member}
            api={collection.api}
            value={draft.value[name]}
            isChanged={!isSame(before[name], draft.value[name])}
            isLocked={name === collection.key && !isNew}
            issue={issue?.message}
            onChange={value => {
              const { [name]: _, ...rest } = draft.value;
              // a member keeps its place among the others
              draft.value = value === undefined ? rest : { ...draft.value, [name]: value };
            }}
            onUnread={isUnread => {
              const next = new Set(unread.value);
              if (isUnread) next.add(name);
              else next.delete(name);
              unread.value = next;
            }}
          />
        );
      })}
    </div>
  );
}

type FieldProps = {
  member: RecordMember;
  api: string;
  value: unknown;
  isChanged: boolean;
  /** Whether it cannot be changed: the key of a record that is there. */
  isLocked: boolean;
  issue: string | undefined;
  onChange(value: unknown): void;
  onUnread(isUnread: boolean): void;
};

/** The field of one member, with what is wrong with its value below it. */
export function MemberField({
  member,
  api,
  value,
  isChanged,
  isLocked,
  issue,
  onChange,
  onUnread,
}: FieldProps): JSX.Element {
  const [id, noteId] = [useId(), useId()];
  const typed = useSignal<string | undefined>(undefined);
  const { name, types, required, description, reference, format } = member;
  const control = controlOf(member);
  const [text, isWrong] = shownText(member, value, typed.value);
  const type = (text: string) => {
    const read = readText(member, text, value);
    typed.value = text;
    onUnread(read === 'wrong');
    if (read !== 'wrong') onChange(read.value);
  };
  const note = issue ?? (isWrong ? wrongText(member) : undefined);
  const shared = {
    id,
    disabled: isLocked,
    'aria-invalid': note !== undefined,
    'aria-describedby': noteId,
    value: text,
  };
  return (
    <div class={isChanged ? 'labelled changed' : 'labelled'}>
      <div class="line">
        <label for={id} title={description}>
          {name}
        </label>
        <small>
          {[
            ...(types.length > 0 ? [types.filter(one => one !== 'null').join(' or ')] : []),
            format,
            required ? 'required' : undefined,
          ]
            .filter(Boolean)
            .join(', ')}
        </small>
        {reference !== undefined && value !== null && value !== undefined && (
          <a
            href={formatRoute({
              page: `data/${api}/${encodeURIComponent(reference)}`,
              params: { find: String(value) },
            })}
          >
            {reference}
          </a>
        )}
        {types.includes('null') && control !== 'choice' && (
          <label class="choice">
            <input
              type="checkbox"
              aria-label={`${name} is null`}
              checked={value === null}
              disabled={isLocked}
              onChange={event => {
                typed.value = undefined;
                onUnread(false);
                onChange(event.currentTarget.checked ? null : control === 'text' ? '' : undefined);
              }}
            />
            null
          </label>
        )}
      </div>
      {control === 'choice' || control === 'boolean' ? (
        <select {...shared} onChange={event => type(event.currentTarget.value)}>
          {(value === undefined || (value === null && control === 'boolean')) && (
            <option value="">{value === null ? 'null' : ''}</option>
          )}
          {(member.enum ?? [true, false]).map(choice => (
            <option key={JSON.stringify(choice)} value={JSON.stringify(choice)} selected={isSame(choice, value)}>
              {typeof choice === 'string' ? choice : JSON.stringify(choice)}
            </option>
          ))}
        </select>
      ) : control === 'json' ? (
        <textarea
          {...shared}
          class="code"
          rows={linesOf(shared.value)}
          spellcheck={false}
          onInput={event => type(event.currentTarget.value)}
        />
      ) : (
        <input
          {...shared}
          type="text"
          inputMode={control === 'number' ? 'decimal' : undefined}
          autocomplete="off"
          spellcheck={false}
          placeholder={value === null ? 'null' : undefined}
          onInput={event => type(event.currentTarget.value)}
        />
      )}
      <small id={noteId} class="wrong">
        {note ?? ''}
      </small>
    </div>
  );
}

/** The value of a typed text. An empty field is a member that is left out, but for a text that was there. */
function readText(member: RecordMember, text: string, before: unknown): { value: unknown } | 'wrong' {
  if (text === '' && (controlOf(member) !== 'text' || before === undefined)) return { value: undefined };
  const value = parseTyped(member, text);
  return value === undefined ? 'wrong' : { value };
}

/** What the field shows: what was typed, as long as it is no value or is the value that the member has. */
function shownText(member: RecordMember, value: unknown, typed: string | undefined): [text: string, isWrong: boolean] {
  const read = typed === undefined ? undefined : readText(member, typed, value);
  if (typed !== undefined && read === 'wrong') return [typed, true];
  const isKept = typed !== undefined && read !== undefined && read !== 'wrong' && isSame(read.value, value);
  return [isKept ? typed : formatTyped(member, value), false];
}

function linesOf(text: string): number {
  return Math.min(10, text.split('\n').length);
}
