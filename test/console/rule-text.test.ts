import { expect, test } from 'vitest';
import { addRule, ruleOf } from '../../src/console/page/inference/rule-text.js';

const YAML = `collections:
  things: { key: id }

operations:
  # GET /things lists
  listThings: { does: list }
  # GET /things/{id}
  'GET /things/{id}':
    does: get
    key: { in: path, name: id }
  # POST /things
  addThing: { does: create }

authentication:
  addThing: no
`;

test.each([
  ['listThings', '  listThings: { does: list }'],
  ['GET /things/{id}', "  'GET /things/{id}':\n    does: get\n    key: { in: path, name: id }"],
  ['addThing', '  addThing: { does: create }'],
  ['things', undefined],
])('the rule of an operation is found: %s', (id, rule) => {
  expect(ruleOf(YAML, id)).toBe(rule);
});

const RULE = { id: 'a', rule: '  a: { does: list }' };

test.each([
  ['', 'operations:\n  a: { does: list }\n'],
  ['operations: {}\n', 'operations:\n  a: { does: list }\n'],
  ['collections:\n  c: {}\n', 'collections:\n  c: {}\n\noperations:\n  a: { does: list }\n'],
  ['operations:\n  b: { does: get }\n', 'operations:\n  a: { does: list }\n  b: { does: get }\n'],
  ['operations:\n  a: { does: get }\n', 'operations:\n  a: { does: get }\n'],
])('a rule is added where it is not yet: %j', (text, expected) => {
  expect(addRule(text, RULE)).toBe(expected);
});
