import { type Signal, useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useId } from 'preact/hooks';
import { type Change, makeChange } from '../data/change.js';
import { call, ProblemError } from '../data/client.js';
import type { AddedRule, Rule, RulePreview } from '../data/request-types.js';
import { visible } from '../data/visible.js';
import { CommandView } from '../shell/command-view.js';
import { Icon } from '../shell/icons.js';
import { useKeys } from '../shell/keys.js';
import { RuleForm } from './rule-form.js';
import { formatRule, parseRuleText } from './rule-json.js';
import { describeEffect, describeMatch } from './rule-words.js';

type EditorProps = { onClose(): void } & (
  | {
      /** The rule that is changed, and its place in the list. */
      listed: AddedRule;
      position: number;
      draft?: undefined;
    }
  | {
      /** What a new rule begins with. */
      draft: object;
      onAdded(id: string): void;
      listed?: undefined;
    }
);

/** A rule as a form and as JSON, which are the same thing, with what it would have matched so far. */
export function RuleEditor(props: EditorProps): JSX.Element {
  const { listed, onClose } = props;
  const saved = formatRule(props.listed ? props.listed.rule : props.draft);
  const text = useSignal(saved);
  const before = useSignal(saved);
  const jsonId = useId();
  // what others change is shown, unless this reader has begun to change it
  useEffect(() => {
    if (text.value === before.value) text.value = saved;
    before.value = saved;
  }, [saved, text, before]);
  useKeys({ Escape: onClose });
  const parsed = parseRuleText(text.value);
  const rule = 'rule' in parsed ? parsed.rule : undefined;
  const save = async (event: Event) => {
    event.preventDefault();
    if (!rule) return;
    const change = saveChange(rule, listed);
    const made = await makeChange<AddedRule>(change);
    if (made && !props.listed) props.onAdded(made.value.id);
  };
  return (
    <section class="detail" aria-label={listed ? `Rule ${listed.id}` : 'New rule'}>
      <header class="summary">
        <div class="line">
          <h2>{listed ? listed.id : 'New rule'}</h2>
          <button type="button" class="plain" aria-label="Close the rule" title="Close (Esc)" onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
        <p class="facts">{rule && visible(`${describeMatch(rule.match)} → ${describeEffect(rule)}`)}</p>
      </header>
      <form class="panel" onSubmit={event => void save(event)}>
        <Preview text={text} />
        {rule && (
          <RuleForm
            rule={rule}
            onChange={next => {
              text.value = formatRule(next);
            }}
          />
        )}
        <div class="labelled">
          <label for={jsonId}>JSON</label>
          <textarea
            id={jsonId}
            class="code"
            rows={Math.min(24, text.value.split('\n').length + 1)}
            spellcheck={false}
            aria-invalid={!rule}
            value={text.value}
            onInput={event => {
              text.value = event.currentTarget.value;
            }}
            onKeyDown={event => {
              if (event.key === 'Enter' && event.ctrlKey) void save(event);
            }}
          />
        </div>
        {rule && <CommandView command={saveChange(rule, listed)} />}
        <p class="buttons">
          {props.listed && (
            <button
              type="button"
              class="first"
              onClick={() => void makeChange(deletion(props.listed, props.position)).then(done => done && onClose())}
            >
              Delete
            </button>
          )}
          {text.value !== saved && (
            <button
              type="button"
              onClick={() => {
                text.value = saved;
              }}
            >
              Discard
            </button>
          )}
          <button type="submit" class="primary" disabled={!rule || (listed !== undefined && text.value === saved)}>
            {listed ? 'Save' : 'Add the rule'}
          </button>
        </p>
      </form>
    </section>
  );
}

function saveChange(rule: Rule, listed: AddedRule | undefined): Change {
  if (!listed) return { says: 'The rule is added. It decides first.', method: 'POST', path: '/rules', body: rule };
  const path = `/rules/${listed.id}`;
  return {
    says: `${listed.id} is replaced.`,
    method: 'PUT',
    path,
    body: rule,
    undo: () => call(path, { method: 'PUT', body: listed.rule }),
  };
}

function deletion({ id, rule }: AddedRule, position: number): Change {
  return {
    says: `${id} is deleted.`,
    method: 'DELETE',
    path: `/rules/${id}`,
    undo: async () => {
      const added = await call<AddedRule>('/rules', { method: 'POST', body: rule });
      await call(`/rules/${added.id}`, { method: 'PATCH', body: { position } });
    },
  };
}

/** How many milliseconds a text must stay the same before the server checks it. */
const SETTLED = 200;

/** What the server says of the rule so far. */
function Preview({ text }: { text: Signal<string> }): JSX.Element {
  const said = useSignal<RulePreview | ProblemError | string | undefined>(undefined);
  const current = text.value;
  useEffect(() => {
    const abort = new AbortController();
    const timer = setTimeout(() => {
      const parsed = parseRuleText(current);
      if ('issue' in parsed) {
        said.value = parsed.issue;
        return;
      }
      call<RulePreview>('/rules/preview', { method: 'POST', body: parsed.rule, signal: abort.signal }).then(
        preview => {
          said.value = preview;
        },
        error => {
          if (error instanceof ProblemError) said.value = error;
        },
      );
    }, SETTLED);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [current, said]);
  const { value } = said;
  if (value === undefined) return <p class="preview">Checking…</p>;
  if (typeof value === 'string') return <p class="preview wrong">{value}</p>;
  if (value instanceof ProblemError) {
    return (
      <p class="preview wrong" role="status">
        {visible(value.message)}
      </p>
    );
  }
  const { matched, received, newest } = value;
  const of = received === 1 ? 'the one request so far' : `the last ${received.toLocaleString('en')} requests`;
  return (
    <p class="preview" role="status">
      {received === 0 ? 'No request has come yet.' : `It would have matched ${matched.toLocaleString('en')} of ${of}.`}
      {newest[0] && ` The newest: ${visible(`${newest[0].method} ${newest[0].url}`)}`}
    </p>
  );
}
