import { summarizeEntry } from '../../journal/index.js';
import { type JsonReader, Problem, readJson } from '../../kernel/index.js';
import type { Rule } from '../../rules/index.js';
import { type Action, prefixOf } from '../action.js';
import { draftRule } from './draft-rule.js';

type ParseRule = (reader: JsonReader) => Rule | undefined;

/** The rules of a workspace; `parseRule` refuses those that no request can match. */
export function ruleActions(parseRule: ParseRule): Record<string, Action> {
  return {
    listRules: ({ workspace: { rules } }) => ({ json: { rules: rules.list() } }),

    addRule(call) {
      const { rules } = call.workspace;
      const { id } = rules.add(call.body as Rule);
      return { status: 201, headers: { Location: `${prefixOf(call)}/__admin/rules/${id}` }, json: rules.get(id) };
    },

    readRule({ workspace: { rules }, path: { id = '' } }) {
      const rule = rules.get(id);
      if (rule) return { json: rule };
      throw noSuchRule(id);
    },

    replaceRule({ workspace: { rules }, path: { id = '' }, body }) {
      if (rules.update(id, body as Rule)) return { json: rules.get(id) };
      throw noSuchRule(id);
    },

    changeRule({ workspace: { rules }, path: { id = '' }, body }) {
      const { enabled, position } = body as { enabled?: boolean; position?: number };
      const listed = rules.get(id);
      if (!listed) throw noSuchRule(id);
      if (enabled !== undefined) rules.update(id, switched(listed.rule as object, { enabled, parseRule }));
      if (position !== undefined) rules.move(id, position);
      return { json: rules.get(id) };
    },

    deleteRule({ workspace: { rules }, path: { id = '' } }) {
      if (rules.delete(id)) return { status: 204 };
      throw noSuchRule(id);
    },

    deleteRules({ workspace: { rules } }) {
      rules.clear();
      return { status: 204 };
    },

    async previewRule({ workspace: { journal }, body }) {
      const [matched, received] = await Promise.all([
        journal.find((body as Rule).match),
        journal.count({ matches: () => true }),
      ]);
      return {
        json: {
          matched: matched.length,
          received,
          newest: matched.slice(0, MAX_NEWEST).map(entry => summarizeEntry(entry)),
        },
      };
    },

    draftRule({ workspace: { journal }, path: { id = '' } }) {
      const entry = journal.get(Number(id));
      if (entry) return { json: draftRule(entry) };
      throw new Problem('no-such-request', `The journal has no request ${id}.`);
    },
  };
}

/** How many of the requests that a rule matches are shown. */
const MAX_NEWEST = 5;

/** A rule that is on or off, and otherwise the same. */
function switched(json: object, { enabled, parseRule }: { enabled: boolean; parseRule: ParseRule }): Rule {
  const { enabled: _, ...rest } = json as { enabled?: boolean };
  const read = readJson(enabled ? rest : { ...rest, enabled }, parseRule);
  if ('value' in read) return read.value;
  // the operations may have changed since the rule was added
  throw new Problem('control-invalid', read.issues.join(' '));
}

function noSuchRule(id: string): Problem {
  return new Problem('no-such-rule', `There is no rule ${id}.`);
}
