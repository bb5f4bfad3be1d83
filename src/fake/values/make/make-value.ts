import type { JsonSchema } from '../../../openapi/index.js';
import { approximate, convert } from '../mend/convert.js';
import { accepts, kindOf } from '../schema/accepts.js';
import { Choices } from '../schema/choices.js';
import type { Constraints, Kind } from '../schema/constraints.js';
import { flatten } from '../schema/flatten.js';
import { createTexts, makeBooleanByName, makeNumberByName, nameOfThing } from '../words/by-name.js';
import { drawFrom } from '../words/faker-call.js';
import { Background } from '../words/persona.js';
import { hasContained, makeArray } from './make-array.js';
import { makeNumber } from './make-number.js';
import { makeObject } from './make-object.js';
import { makeString } from './make-string.js';
import { MAX_DEPTH, type Made, type Node, type Run } from './node.js';

/** How many combinations of branches are tried at one value. */
const MAX_ATTEMPTS = 60;
/** How often a value is made again, without a choice, because its tests fail. */
const MAX_REPEATS = 6;
/** How many values of an `enum` are tried. */
const MAX_ALLOWED = 1000;
/** How often a schema may be entered again within itself: where the value is required, and where it can be left out. */
const MAX_REENTRIES = { required: 4, optional: 2 };

/** Makes a value for a node: tries branches one after another until one gives a value that passes its tests. */
export function makeValue(node: Node, run: Run): Made | undefined {
  if (node.depth > MAX_DEPTH) return undefined;
  const choices = new Choices(run.source.random);
  const limit = node.optional ? MAX_REENTRIES.optional : MAX_REENTRIES.required;
  const mayFollow = (reference: string) => node.references.filter(followed => followed === reference).length < limit;
  let repeats = 0;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if (run.work-- <= 0) return undefined;
    const constraints = flatten(node.schemas, { resolve: run.resolve, choices, mayFollow });
    const made = constraints && (makeFlat(constraints, node, run) ?? makeMinimal(constraints, node, run));
    if (made) {
      run.nodes++;
      return made;
    }
    if (!choices.next() && (constraints === undefined || constraints.tests.length === 0 || repeats++ > MAX_REPEATS))
      return undefined;
  }
  return undefined;
}

/** What must be absent is more likely absent where only the required members are made. */
function makeMinimal(constraints: Constraints, node: Node, run: Run): Made | undefined {
  if (run.minimal || constraints.tests.length === 0) return undefined;
  run.minimal = true;
  const made = makeFlat(constraints, node, run);
  run.minimal = false;
  return made;
}

function makeFlat(constraints: Constraints, node: Node, run: Run): Made | undefined {
  const given = findGiven(constraints, node, run);
  if (given || constraints.allowed) return given;
  const faked = makeByFaker(constraints, node, run);
  if (faked) return faked;
  for (const kind of orderKinds(constraints, node)) {
    const value = makeKind(kind, constraints, node, run);
    if (value !== undefined && passes(value, constraints, run)) return { value };
  }
  return undefined;
}

/** A value that the schemas themselves name: of `enum` or `const`, an example, or a default. */
function findGiven({ allowed, hints, kinds }: Constraints, { schemas, examples }: Node, run: Run): Made | undefined {
  const isValid = (value: unknown) => kinds.has(kindOf(value)) && schemas.every(schema => accepts(schema, value, run));
  if (examples) {
    const value = hints.find(hint => !isEmpty(hint) && isValid(hint));
    if (value !== undefined) return { value: structuredClone(value) };
  }
  if (!allowed) return undefined;
  const valid = allowed.slice(0, MAX_ALLOWED).filter(isValid);
  const plausible = valid.filter(value => value !== null);
  const value = run.source.pick(plausible.length > 0 ? plausible : valid);
  return value === undefined ? undefined : { value: structuredClone(value) };
}

/** A value by the first call of faker that the schemas have: as it is, or nearly so where the schemas allow nothing else. */
function makeByFaker(constraints: Constraints, { schemas }: Node, run: Run): Made | undefined {
  const [call] = constraints.fakers;
  if (call === undefined) return undefined;
  const drawn = drawFrom(run.source, call, run.now);
  const value = [drawn, ...convert(drawn, constraints.kinds), ...approximate(drawn, constraints)].find(
    candidate => candidate !== undefined && schemas.every(schema => accepts(schema, candidate, run)),
  );
  return value === undefined ? undefined : { value };
}

/** A default that is empty shows nothing. */
function isEmpty(value: unknown): boolean {
  if (value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** The kinds that keywords speak of come first, and null comes last. */
function orderKinds({ kinds, suggested }: Constraints, { name }: Node): Kind[] {
  const usual: Kind[] = name === '' ? ['object', 'string'] : ['string', 'object'];
  const all = [...kinds];
  const isOpen = all.length === 7;
  const first = all.filter(kind => suggested.has(kind));
  const then = isOpen ? [...usual, ...all] : all;
  return [...new Set([...first, ...then.filter(kind => kind !== 'null'), ...then])];
}

function makeKind(kind: Kind, constraints: Constraints, node: Node, run: Run): unknown {
  const { source } = run;
  const naming = { name: node.name, owner: node.owner, format: constraints.formats[0] };
  const draw = { source, background: node.background };
  switch (kind) {
    case 'object':
      return makeObject(constraints, enterObject(constraints, node, run), run);
    case 'array':
      return makeArray(constraints, node, run);
    case 'string': {
      const texts = createTexts(naming, draw);
      return makeString(constraints, draw, texts);
    }
    case 'integer':
    case 'fraction': {
      const isOpen = !/float|double|decimal/.test(naming.format ?? '') && constraints.kinds.has('integer');
      const wish = makeNumberByName(naming, draw) ?? (isOpen ? source.integer(1, 100) : undefined);
      return makeNumber(
        constraints,
        source,
        wish !== undefined && !constraints.kinds.has('fraction') ? Math.round(wish) : wish,
      );
    }
    case 'boolean':
      return makeBooleanByName(naming, draw);
    case 'null':
      return null;
  }
}

/** An object has its own times, and the name of its schema says best what it is. */
function enterObject({ references }: Constraints, node: Node, run: Run): Node {
  const background = new Background(run.source, run.now, node.background);
  const [reference] = references;
  const named =
    reference === undefined ? nameOfThing(node.name) : nameOfThing(reference.slice(reference.lastIndexOf('/') + 1));
  return { ...node, name: named || nameOfThing(node.name) || node.owner, background };
}

function passes(value: unknown, { tests, contains }: Constraints, run: Run): boolean {
  if (Array.isArray(value) && !hasContained(value, contains, run)) return false;
  return tests.every((schema: JsonSchema) => accepts(schema, value, run));
}
