import type { ComponentChildren, JSX } from 'preact';
import { useId } from 'preact/hooks';

type FieldProps = { label: string; hint?: string | undefined };

/** A field with its label above it, and a hint below. */
function Field({
  label,
  hint,
  children,
}: FieldProps & { children(ids: { id: string; 'aria-describedby'?: string }): ComponentChildren }) {
  const [id, hintId] = [useId(), useId()];
  return (
    <div class="labelled">
      <label for={id}>{label}</label>
      {children(hint === undefined ? { id } : { id, 'aria-describedby': hintId })}
      {hint !== undefined && <small id={hintId}>{hint}</small>}
    </div>
  );
}

type TextProps = FieldProps & {
  value: string;
  placeholder?: string;
  list?: string;
  isCode?: boolean;
  onChange(text: string): void;
};

export function TextField({ label, hint, value, placeholder, list, isCode = false, onChange }: TextProps): JSX.Element {
  return (
    <Field label={label} hint={hint}>
      {ids => (
        <input
          {...ids}
          type="text"
          class={isCode ? 'code' : undefined}
          autocomplete="off"
          spellcheck={false}
          list={list}
          placeholder={placeholder}
          value={value}
          onInput={event => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

type NumberProps = FieldProps & {
  value: number | undefined;
  min: number;
  max: number;
  step?: number | 'any';
  placeholder?: string;
  onChange(value: number | undefined): void;
};

/** A number; an empty field is undefined. */
export function NumberField({
  label,
  hint,
  value,
  min,
  max,
  step = 1,
  placeholder,
  onChange,
}: NumberProps): JSX.Element {
  return (
    <Field label={label} hint={hint}>
      {ids => (
        <input
          {...ids}
          type="number"
          min={min}
          max={max}
          step={step}
          placeholder={placeholder}
          value={value ?? ''}
          onInput={event => {
            const { valueAsNumber } = event.currentTarget;
            onChange(Number.isNaN(valueAsNumber) ? undefined : valueAsNumber);
          }}
        />
      )}
    </Field>
  );
}

type SelectProps = FieldProps & {
  value: string;
  options: readonly (readonly [value: string, label: string])[];
  onChange(value: string): void;
};

/** A choice of a few. */
export function SelectField({ label, hint, value, options, onChange }: SelectProps): JSX.Element {
  return (
    <Field label={label} hint={hint}>
      {ids => (
        <select {...ids} value={value} onChange={event => onChange(event.currentTarget.value)}>
          {options.map(([one, words]) => (
            <option key={one} value={one} selected={one === value}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}
