import type { Rule } from '../data/request-types.js';

/** A rule as JSON that people read. */
export function formatRule(rule: object): string {
  return JSON.stringify(rule, null, 2);
}

/** Parses the text of a rule: its JSON, or what is wrong with the text. What the rule may be is for the server to say. */
export function parseRuleText(text: string): { rule: Rule } | { issue: string } {
  try {
    const rule = JSON.parse(text);
    const isRule = isObject(rule) && isObject((rule as { match?: unknown }).match ?? {});
    return isRule
      ? { rule: { match: {}, ...(rule as object) } }
      : { issue: 'A rule is an object with the member match.' };
  } catch (error) {
    return { issue: `This is not JSON: ${(error as Error).message}` };
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A copy with a member changed at its place, or added at the end; undefined removes it. */
export function withMember<T extends object>(object: T, name: string, value: unknown): T {
  if (value !== undefined) return { ...object, [name]: value };
  const { [name as keyof T]: _, ...rest } = object;
  return rest as T;
}

/** What a rule does beside its delay: only one of these. */
export const EFFECTS = ['response', 'fault', 'rateLimit', 'expireTokens'] as const;

/** The kinds of effect that a form offers; `code` and `status` are both a response. */
export type EffectKind = 'none' | 'status' | 'code' | 'fault' | 'rateLimit' | 'expireTokens';

export function effectKind({ response, fault, rateLimit, expireTokens }: Rule): EffectKind {
  if (response) return 'code' in response ? 'code' : 'status';
  if (fault) return 'fault';
  if (rateLimit) return 'rateLimit';
  return expireTokens ? 'expireTokens' : 'none';
}

/** A rule with an effect of another kind, at the beginning of what can be chosen. */
export function withEffect(rule: Rule, kind: EffectKind): Rule {
  const without = EFFECTS.reduce((before, name) => withMember(before, name, undefined), rule);
  return { ...without, ...FIRST[kind] };
}

const FIRST: Readonly<Record<EffectKind, Partial<Rule>>> = {
  none: {},
  status: { response: { status: 503 } },
  code: { response: { code: 404 } },
  fault: { fault: 'EMPTY_RESPONSE' },
  rateLimit: { rateLimit: { requests: 10, seconds: 60 } },
  expireTokens: { expireTokens: true },
};
