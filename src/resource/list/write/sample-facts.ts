import type { PageFacts } from './page-facts.js';

/** Pages that show which values a companion may have: one in the middle, the last one, and one without records. */
export const SAMPLES: readonly PageFacts[] = [
  sample({ total: 60, offset: 20, count: 20 }),
  sample({ total: 60, offset: 40, count: 20 }),
  sample({ total: 0, offset: 0, count: 0 }),
];

function sample(numbers: { total: number; offset: number; count: number }): PageFacts {
  return {
    ...numbers,
    limit: 20,
    paging: { by: 'cursor', after: 'after', before: 'before', token: 'opaque' },
    url: () => 'http://127.0.0.1:4010/things',
    search: '',
    token: () => 'WzAsIiIsMjBd',
    key: () => undefined,
    sentKey: () => undefined,
  };
}
