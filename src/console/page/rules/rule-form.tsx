import type { JSX } from 'preact';
import type { Apis } from '../data/admin-types.js';
import { useLoaded } from '../data/load.js';
import type { Criteria, Delay, Rule, RuleResponse } from '../data/request-types.js';
import { NumberField, SelectField, TextField } from '../shell/fields.js';
import { type EffectKind, effectKind, withEffect, withMember } from './rule-json.js';
import { FAULTS } from './rule-words.js';

type FormProps = { rule: Rule; onChange(rule: Rule): void };

/** The members of a rule that are used most as fields. The other members stay as they are. */
export function RuleForm({ rule, onChange }: FormProps): JSX.Element {
  return (
    <>
      <MatchFields rule={rule} onChange={onChange} />
      <EffectFields rule={rule} onChange={onChange} />
      <DelayFields rule={rule} onChange={onChange} />
      <fieldset class="fields">
        <legend>How often</legend>
        <NumberField
          label="Times"
          value={rule.times}
          min={1}
          max={1_000_000_000}
          placeholder="no limit"
          onChange={times => onChange(withMember(rule, 'times', times))}
        />
        <NumberField
          label="Probability"
          value={rule.probability}
          min={0}
          max={1}
          step="any"
          placeholder="1"
          onChange={probability => onChange(withMember(rule, 'probability', probability))}
        />
      </fieldset>
    </>
  );
}

const PATHS = ['urlPath', 'urlPathTemplate', 'urlPathPattern', 'url', 'urlPattern'] as const;

function MatchFields({ rule, onChange }: FormProps): JSX.Element {
  const { apis = [] } = useLoaded<Apis>('/apis').value ?? {};
  const { match } = rule;
  const change = (name: keyof Criteria, value: string) =>
    onChange({ ...rule, match: withMember(match, name, value === '' ? undefined : value) });
  const word = PATHS.find(name => match[name] !== undefined) ?? 'urlPath';
  const others = Object.keys(match).filter(name => !FIELDS.has(name) && name !== word);
  return (
    <fieldset class="fields">
      <legend>Which requests</legend>
      <TextField
        label="Operation"
        value={match.operation ?? ''}
        placeholder="any"
        list="operations"
        isCode
        onChange={value => change('operation', value)}
      />
      <datalist id="operations">
        {apis.flatMap(({ name, operations }) =>
          operations.map(({ id, method, path }) => (
            <option key={`${name}.${id}`} value={`${name}.${id}`}>
              {method} {path}
            </option>
          )),
        )}
      </datalist>
      <SelectField
        label="API"
        value={match.api ?? ''}
        options={[['', 'any'], ...apis.map(({ name }) => [name, name] as const), ...missing(match.api, apis)]}
        onChange={value => change('api', value)}
      />
      <TextField
        label="Method"
        value={match.method ?? ''}
        placeholder="any"
        isCode
        onChange={value => change('method', value)}
      />
      <TextField
        label="Path"
        hint={word === 'urlPath' ? undefined : `as ${word}`}
        value={match[word] ?? ''}
        placeholder="any"
        isCode
        onChange={value => change(word, value)}
      />
      {others.length > 0 && <p class="note">The JSON below has more: {others.join(', ')}.</p>}
    </fieldset>
  );
}

const FIELDS: ReadonlySet<string> = new Set(['operation', 'api', 'method']);

/** An API that is not served, which the rule names nevertheless. */
function missing(api: string | undefined, apis: Apis['apis']): (readonly [string, string])[] {
  return api === undefined || apis.some(({ name }) => name === api) ? [] : [[api, api]];
}

const KINDS: readonly (readonly [EffectKind, string])[] = [
  ['status', 'a response of your own'],
  ['code', 'a documented response'],
  ['fault', 'a broken connection'],
  ['rateLimit', 'too many requests'],
  ['expireTokens', 'an expired token'],
  ['none', 'the usual response, later'],
];

function EffectFields({ rule, onChange }: FormProps): JSX.Element {
  const { response, fault, rateLimit } = rule;
  const changeResponse = (name: string, value: unknown) =>
    onChange({ ...rule, response: withMember(response as RuleResponse, name, value) });
  return (
    <fieldset class="fields">
      <legend>What they get</legend>
      <SelectField
        label="Effect"
        value={effectKind(rule)}
        options={KINDS}
        onChange={kind => onChange(withEffect(rule, kind as EffectKind))}
      />
      {response && (
        <NumberField
          label="Status"
          value={'code' in response ? response.code : response.status}
          min={200}
          max={599}
          onChange={status => changeResponse('code' in response ? 'code' : 'status', status)}
        />
      )}
      {fault && (
        <SelectField
          label="Fault"
          value={fault}
          options={Object.entries(FAULTS)}
          onChange={value => onChange({ ...rule, fault: value as NonNullable<Rule['fault']> })}
        />
      )}
      {rateLimit && (
        <>
          <NumberField
            label="Requests"
            value={rateLimit.requests}
            min={0}
            max={1_000_000_000}
            onChange={requests => onChange({ ...rule, rateLimit: { ...rateLimit, requests: requests ?? 0 } })}
          />
          <NumberField
            label="In seconds"
            value={rateLimit.seconds}
            min={1}
            max={86_400}
            onChange={seconds => onChange({ ...rule, rateLimit: { ...rateLimit, seconds: seconds ?? 1 } })}
          />
        </>
      )}
    </fieldset>
  );
}

const DELAYS: Readonly<Record<string, Delay | undefined>> = {
  none: undefined,
  fixed: { type: 'fixed', milliseconds: 500 },
  uniform: { type: 'uniform', lower: 100, upper: 900 },
  lognormal: { type: 'lognormal', median: 200, sigma: 0.5 },
};

function DelayFields({ rule, onChange }: FormProps): JSX.Element {
  const { delay } = rule;
  const { type: _, ...numbers } = delay ?? { type: 'none' };
  return (
    <fieldset class="fields">
      <legend>After a delay</legend>
      <SelectField
        label="Delay"
        value={delay?.type ?? 'none'}
        options={[
          ['none', 'none'],
          ['fixed', 'always the same'],
          ['uniform', 'between two'],
          ['lognormal', 'mostly short, sometimes long'],
        ]}
        onChange={type => onChange(withMember(rule, 'delay', DELAYS[type]))}
      />
      {Object.entries(numbers).map(([name, value]) => (
        <NumberField
          key={name}
          label={DELAY_LABELS[name] ?? name}
          value={value}
          min={0}
          max={name === 'sigma' ? 10 : 30_000}
          step="any"
          onChange={number => onChange({ ...rule, delay: { ...delay, [name]: number ?? 0 } as Delay })}
        />
      ))}
    </fieldset>
  );
}

const DELAY_LABELS: Readonly<Record<string, string>> = {
  milliseconds: 'Milliseconds',
  lower: 'At least, ms',
  upper: 'At most, ms',
  median: 'Median, ms',
  sigma: 'Spread (sigma)',
};
