import { without } from '../edits.js';
import type { Rule } from '../serving/rules.js';
import type { Bookshop } from './bookshop.js';
import type { RuleSet } from './rules.js';

/** Changes the rule of one input. */
export function ruling(of: keyof RuleSet, name: string, edit: (rule: Rule) => Rule) {
  return ({ rules }: Bookshop): Partial<Bookshop> => ({
    rules: { ...rules, [of]: { ...rules[of], [name]: edit(rules[of][name] as Rule) } },
  });
}

/** Leaves constraints of one input out. */
export function loosened(of: keyof RuleSet, name: string, ...constraints: (keyof Rule)[]) {
  return ruling(of, name, rule => without(rule, ...constraints));
}
