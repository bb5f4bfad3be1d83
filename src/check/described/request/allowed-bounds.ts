import type { DescribedSchema } from '../../../openapi/index.js';
import { resizeList, resizeText } from './breaches.js';
import { type ValueChange, type Whereabouts, walkSchema } from './schema-walk.js';

/** Texts longer than this are not sent. */
const MAX_TEXT = 5000;
const MAX_ITEMS = 100;

/** Lists values at the bounds of a schema, which it allows as far as no other constraint forbids them. */
export function listBounds(schema: DescribedSchema): ValueChange[] {
  return walkSchema(schema, atBounds);
}

function atBounds(given: Readonly<Record<string, unknown>>, { place, path, base }: Whereabouts): ValueChange[] {
  const bounds = (
    keywords: readonly string[],
    of: (limit: number) => Pick<ValueChange, 'sends' | 'change'> | undefined,
  ) =>
    keywords.flatMap(keyword => {
      const limit = given[keyword];
      const found = typeof limit === 'number' ? of(limit) : undefined;
      return found ? [{ ...found, path, keyword, place: `${place}/${keyword}`, base }] : [];
    });
  return [
    ...bounds(['minimum', 'maximum'], limit => ({ sends: `${limit}`, change: () => limit })),
    ...bounds(['minLength', 'maxLength'], length =>
      length > MAX_TEXT
        ? undefined
        : { sends: `a text of ${length} characters`, change: value => resizeText(value, length) },
    ),
    ...bounds(['minItems', 'maxItems'], count =>
      count > MAX_ITEMS ? undefined : { sends: `${count} items`, change: value => resizeList(value, count) },
    ),
  ];
}
