import type { JSX } from 'preact';
import { makeChange } from '../data/change.js';
import { call } from '../data/client.js';
import type { AddedRule } from '../data/request-types.js';
import { formatRoute } from '../data/route.js';
import { visible } from '../data/visible.js';
import { Icon } from '../shell/icons.js';
import { describeEffect, describeMatch, describeUse } from './rule-words.js';

/** The rules in the order in which they decide: the last one of the list is the first. */
export function RuleList({
  rules,
  selected,
}: {
  rules: readonly AddedRule[];
  selected: string | undefined;
}): JSX.Element {
  return (
    <ol class="cards">
      {rules
        .map((listed, position) => (
          <RuleItem
            key={listed.id}
            listed={listed}
            position={position}
            isLast={position === rules.length - 1}
            isSelected={listed.id === selected}
          />
        ))
        .reverse()}
    </ol>
  );
}

type ItemProps = { listed: AddedRule; position: number; isLast: boolean; isSelected: boolean };

function RuleItem({ listed, position, isLast, isSelected }: ItemProps): JSX.Element {
  const { id, rule, applied, shadowedBy } = listed;
  const isOn = rule.enabled !== false;
  const isUsedUp = rule.times !== undefined && applied >= rule.times;
  const move = (to: number, words: string) =>
    void makeChange({
      says: `${id} decides ${words}.`,
      method: 'PATCH',
      path: `/rules/${id}`,
      body: { position: to },
      undo: () => call(`/rules/${id}`, { method: 'PATCH', body: { position } }),
    });
  const keys = (event: KeyboardEvent) => {
    if (!event.altKey) return;
    const isUp = event.key === 'ArrowUp';
    if (!isUp && event.key !== 'ArrowDown') return;
    event.preventDefault();
    if (isUp ? !isLast : position > 0) move(isUp ? position + 1 : position - 1, isUp ? 'earlier' : 'later');
  };
  return (
    <li class={`card rule${isOn ? '' : ' off'}${isSelected ? ' selected' : ''}`} onKeyDown={keys}>
      <label class="switch" title={isOn ? 'Switch it off' : 'Switch it on'}>
        <input
          type="checkbox"
          role="switch"
          aria-checked={isOn}
          aria-label={`${id} is on`}
          checked={isOn}
          onChange={() => void toggle(listed)}
        />
      </label>
      <a href={formatRoute({ page: 'rules', params: { id } })} aria-current={isSelected ? 'true' : undefined}>
        <b>{visible(describeMatch(rule.match))}</b>
        <span class="effect">{visible(describeEffect(rule))}</span>
      </a>
      <p class="facts">
        <span>{id}</span>
        <span>{describeUse(applied, rule)}</span>
        {!isOn && <b class="mark">off</b>}
        {isUsedUp && <b class="mark">used up</b>}
        {shadowedBy !== undefined && <b class="mark unsure">never applied: {shadowedBy} decides before</b>}
      </p>
      <span class="movers">
        <button
          type="button"
          class="plain"
          aria-label={`${id} decides earlier`}
          title="Decides earlier (Alt+↑)"
          disabled={isLast}
          onClick={() => move(position + 1, 'earlier')}
        >
          <Icon name="up" />
        </button>
        <button
          type="button"
          class="plain"
          aria-label={`${id} decides later`}
          title="Decides later (Alt+↓)"
          disabled={position === 0}
          onClick={() => move(position - 1, 'later')}
        >
          <Icon name="down" />
        </button>
      </span>
    </li>
  );
}

async function toggle({ id, rule: { enabled = true } }: AddedRule): Promise<void> {
  const path = `/rules/${id}`;
  await makeChange({
    says: `${id} is ${enabled ? 'off' : 'on'}.`,
    method: 'PATCH',
    path,
    body: { enabled: !enabled },
    undo: () => call(path, { method: 'PATCH', body: { enabled } }),
  });
}
