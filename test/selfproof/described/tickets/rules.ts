import type { Rules } from '../serving/rules.js';

const TIME = { type: 'string', format: 'date-time' } as const;
const LABEL = { type: 'string', pattern: /^[a-z][a-z-]{0,19}$/ } as const;
const PRIORITY = { type: 'integer', minimum: 1, maximum: 5 } as const;
const EMAIL = { type: 'string', format: 'email' } as const;

/** What each input may be. */
export const RULES = {
  ticket: {
    reference: { type: 'string', isRequired: true, pattern: /^[A-Z]{2,4}-[0-9]{1,5}$/ },
    title: { type: 'string', isRequired: true, minLength: 1, maxLength: 100 },
    description: { type: 'string', isNullable: true, maxLength: 1_000, default: null },
    priority: { ...PRIORITY, default: 3 },
    assignee: { ...EMAIL, isNullable: true, default: null },
    labels: { type: 'strings', maxLength: 4, isUnique: true, items: LABEL, default: [] },
  },
  comment: {
    author: { ...EMAIL, isRequired: true },
    body: { type: 'string', isRequired: true, minLength: 1, maxLength: 500 },
    internal: { type: 'boolean', default: false },
  },
  paging: {
    cursor: { type: 'string', minLength: 1 },
    limit: { type: 'integer', minimum: 1, maximum: 50, default: 20 },
  },
  tickets: {
    order: { type: 'string', oneOf: ['asc', 'desc'], default: 'desc' },
    status: { type: 'string', oneOf: ['open', 'closed'] },
    priority: PRIORITY,
    assignee: EMAIL,
    label: LABEL,
    created_after: TIME,
    created_before: TIME,
  },
} as const satisfies Record<string, Rules>;

export type RuleSet = Record<keyof typeof RULES, Rules>;
