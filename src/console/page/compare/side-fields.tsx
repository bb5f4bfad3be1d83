import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { Sandboxes } from '../data/admin-types.js';
import { useLoaded } from '../data/load.js';
import { SelectField, TextField } from '../shell/fields.js';

const PROFILES = ['documented', 'consistent', 'observed'];
const OTHER = 'other';

type SideProps = {
  label: string;
  /** The side, as `parseSide` reads it. */
  value: string;
  /** The header with its credential, which is kept only while the page is open. */
  header: string;
  onChange(side: string): void;
  onHeader(header: string): void;
};

/** The choice of one of the two servers. */
export function SideFields({ label, value, header, onChange, onHeader }: SideProps): JSX.Element {
  const sandboxes = useLoaded<Sandboxes>('/sandboxes', 'sandboxes').value?.sandboxes ?? [];
  const named = value.startsWith('sandbox:') ? [value.slice('sandbox:'.length)] : [];
  const isUrl = value !== '' && !/^(profile|sandbox):/.test(value);
  const isOther = useSignal(isUrl);
  const headerId = useId();
  return (
    <fieldset class="fields">
      <legend class="hidden">{label}</legend>
      <SelectField
        label={label}
        value={isOther.value || isUrl ? OTHER : value}
        options={[
          ['', 'this mock, as it is'],
          ...PROFILES.map(profile => [`profile:${profile}`, `this mock, ${profile}`] as const),
          ...[...new Set([...sandboxes, ...named])].map(name => [`sandbox:${name}`, `sandbox ~${name}`] as const),
          [OTHER, 'another server'],
        ]}
        onChange={chosen => {
          isOther.value = chosen === OTHER;
          onChange(chosen === OTHER ? '' : chosen);
        }}
      />
      {(isOther.value || isUrl) && (
        <>
          <TextField
            label="URL"
            value={value}
            placeholder="https://api.example.com"
            isCode
            onChange={url => onChange(url.trim())}
          />
          <div class="labelled">
            <label for={headerId}>Header with the credential</label>
            <input
              id={headerId}
              type="password"
              autocomplete="off"
              placeholder="Authorization: Bearer …"
              value={header}
              onInput={event => onHeader(event.currentTarget.value)}
            />
          </div>
        </>
      )}
    </fieldset>
  );
}
