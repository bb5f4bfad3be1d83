import type { JSX } from 'preact';
import type { Collection } from '../data/admin-types.js';
import { setParams } from '../data/navigation.js';
import { Icon } from '../shell/icons.js';
import { controlOf, type RecordMember } from './values.js';

type HeadProps = { member: RecordMember; order: string; defaultKey: string };

/** A column's name, which orders the list where its values can be compared: upwards, downwards, and as usual. */
export function Head({ member, order, defaultKey }: HeadProps): JSX.Element {
  const { name, comparesAs } = member;
  const current = order === '' ? defaultKey : order;
  const sort = current === name ? 'ascending' : current === `-${name}` ? 'descending' : 'none';
  const next = sort === 'none' ? name : sort === 'ascending' ? `-${name}` : undefined;
  return (
    <span role="columnheader" aria-sort={sort} class={classOf(member)}>
      {comparesAs ? (
        <button
          type="button"
          title={`Order by ${name}`}
          onClick={() => setParams({ order: next === defaultKey ? undefined : next })}
        >
          {name} {sort !== 'none' && <Icon name={sort === 'ascending' ? 'up' : 'down'} size={11} />}
        </button>
      ) : (
        name
      )}
    </span>
  );
}

export function classOf(member: RecordMember): string {
  return controlOf(member) === 'number' ? 'cell number' : 'cell';
}

/** What says which record it is comes first, and last what clients do not see. */
export function columnsOf({ key, identifier, members }: Collection): RecordMember[] {
  const first = [key, identifier, 'name', 'title', 'email'];
  const rank = ({ name }: RecordMember) => {
    const at = first.indexOf(name);
    return at >= 0 ? at : name.startsWith('$') ? first.length + 1 : first.length;
  };
  return members.toSorted((one, other) => rank(one) - rank(other)).slice(0, MAX_COLUMNS);
}

/** More of them would be too many elements; the record itself has all of its members. */
const MAX_COLUMNS = 40;

export function widthOf(member: RecordMember): string {
  const control = controlOf(member);
  const least = Math.min(member.name.length + 4, 20);
  const usual = { boolean: 6, number: 7, choice: 8, text: member.comparesAs === 'instant' ? 16 : 13, json: 12 }[
    control
  ];
  return `${(Math.max(least, usual) * 0.6).toFixed(1)}rem`;
}
