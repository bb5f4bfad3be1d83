import { Problem } from '../../kernel/index.js';
import type { Rule } from '../../rules/index.js';
import { type Action, prefixOf } from '../action.js';

/** The rules of a workspace. */
export const ruleActions: Readonly<Record<string, Action>> = {
  listRules: ({ workspace: { rules } }) => ({ json: { rules: rules.list() } }),

  addRule(call) {
    const { rules } = call.workspace;
    const added = rules.add(call.body as Rule);
    return { status: 201, headers: { Location: `${prefixOf(call)}/__admin/rules/${added.id}` }, json: added };
  },

  readRule({ workspace: { rules }, path: { id = '' } }) {
    const rule = rules.get(id);
    if (rule) return { json: rule };
    throw noSuchRule(id);
  },

  deleteRule({ workspace: { rules }, path: { id = '' } }) {
    if (rules.delete(id)) return { status: 204 };
    throw noSuchRule(id);
  },

  deleteRules({ workspace: { rules } }) {
    rules.clear();
    return { status: 204 };
  },
};

function noSuchRule(id: string): Problem {
  return new Problem('no-such-rule', `There is no rule ${id}.`);
}
