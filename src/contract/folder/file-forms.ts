import { createInputValidator, type Schema } from '../../openapi/index.js';
import { PROFILES, type Reading } from '../readings.js';
import { CERTAINTIES } from '../statements.js';

const TEXT: Schema = { type: 'string', minLength: 1 };
const TEXTS: Schema = { type: 'array', items: TEXT };
const LINES: Schema = { type: 'string', pattern: '^[1-9]\\d*(-[1-9]\\d*)?$', title: 'a line, or lines as in 12-20' };

/** Finds what is wrong with the form of statements.yaml. */
export const validateStatements = createInputValidator({
  type: 'array',
  items: anObject(
    {
      id: TEXT,
      document: TEXT,
      lines: LINES,
      says: TEXT,
      certainty: { enum: CERTAINTIES },
      reading: TEXT,
      supports: TEXTS,
    },
    ['id', 'says', 'certainty', 'supports'],
  ),
});

const CHOICE = anObject({ id: TEXT, means: TEXT, value: true, describes: { type: 'object' } }, ['id', 'means']);

/** Finds what is wrong with the form of readings.yaml. */
export const validateReadings = createInputValidator(
  anObject({
    profiles: { type: 'object', additionalProperties: TEXT },
    readings: {
      type: 'array',
      items: anObject(
        {
          id: TEXT,
          question: TEXT,
          lines: TEXTS,
          choices: { type: 'array', minItems: 1, items: CHOICE },
          profiles: anObject(Object.fromEntries(PROFILES.map(name => [name, TEXT])), [PROFILES[0]]),
          judge: anObject(
            { accepts: { anyOf: [{ const: 'any' }, TEXTS] }, means: TEXT, value: true, describes: { type: 'object' } },
            ['accepts', 'means'],
          ),
        },
        ['id', 'question', 'choices', 'profiles'],
      ),
    },
  }),
);

/** A reading as it is written: the first profile decides for those that are left out. */
export type WrittenReading = Partial<Reading> & Pick<Reading, 'id' | 'question' | 'choices' | 'profiles'>;

/** A reading with everything that its file may leave out. Without `judge` every choice is accepted. */
export function completeReading(written: WrittenReading): Reading {
  const { choices, profiles } = written;
  const usual = profiles[PROFILES[0]];
  return {
    lines: [],
    judge: { accepts: choices.map(({ id }) => id), means: choices.map(({ means }) => means).join('; or ') },
    ...written,
    profiles: { ...Object.fromEntries(PROFILES.map(name => [name, usual])), ...profiles } as Reading['profiles'],
  };
}

function anObject(properties: Schema, required: readonly string[] = []): Schema {
  return { type: 'object', additionalProperties: false, properties, required };
}
