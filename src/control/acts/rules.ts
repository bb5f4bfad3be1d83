import { Problem, readJson } from '../../kernel/index.js';
import { parseRule } from '../../rules/index.js';
import type { Act } from '../act.js';

/** The rules of a situation. */
export const ruleActs: Readonly<Record<string, Act>> = {
  listRules: ({ situation: { rules } }) => ({ json: { rules: rules.list() } }),

  addRule({ situation: { rules }, body }) {
    const read = readJson(body, parseRule);
    if (!('value' in read)) throw new Problem('control-invalid', read.flaws.join(' '));
    const { id } = rules.add(read.value);
    return { status: 201, headers: { Location: `rules/${id}` }, json: rules.get(id) };
  },

  readRule({ situation: { rules }, path: { id = '' } }) {
    const rule = rules.get(id);
    if (rule) return { json: rule };
    throw noSuchRule(id);
  },

  deleteRule({ situation: { rules }, path: { id = '' } }) {
    if (rules.delete(id)) return { status: 204 };
    throw noSuchRule(id);
  },

  deleteRules({ situation: { rules } }) {
    rules.clear();
    return { status: 204 };
  },
};

function noSuchRule(id: string): Problem {
  return new Problem('no-such-rule', `There is no rule ${id}.`);
}
