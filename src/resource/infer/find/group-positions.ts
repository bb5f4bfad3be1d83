import { isSameNoun, nounOf } from '../read/nouns.js';
import { lastLiteral, type PathPart, shapeOf } from '../read/path.js';
import { baseShape, type Position } from '../read/position.js';
import { type Group, isGet } from './found-collection.js';

/** The groups in the order of the description. Procedures join the group whose paths have the same noun. */
export function groupPositions(positions: readonly Position[]): Group[] {
  const byShape = new Map<string, Position[]>();
  const bases = new Map(positions.filter(({ verb }) => !verb).map(one => [baseShape(one), one.base]));
  for (const position of positions) {
    const shape = position.verb ? alikeShape(position.base, bases) : baseShape(position);
    byShape.set(shape, [...(byShape.get(shape) ?? []), position]);
  }
  const deeper = variablesByShape(positions);
  return [...byShape].map(([shape, members]) => {
    const items = members.filter(({ variables, key }) => variables.length > 0 || key);
    const first = items.find(({ facts, variables }) => isGet(facts) && variables.length > 0);
    const named = (first ?? items.find(({ variables }) => variables.length > 0))?.variables;
    const variables = named ?? (items.length > 0 ? ['id'] : (deeper.get(shape) ?? []));
    return {
      base: members[0]?.base ?? [],
      shape,
      noun: nounOf(lastLiteral(members[0]?.base ?? [])),
      whole: members.filter(one => !items.includes(one)),
      items: items.filter(one => one.key || one.variables.length === variables.length),
      variables,
    };
  });
}

/** The variable behind each path that has one. */
function variablesByShape(positions: readonly Position[]): Map<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const { facts } of positions) {
    for (const [at, part] of (facts.parts ?? []).entries()) {
      const before = facts.parts?.slice(0, at) ?? [];
      const last = before.at(-1);
      if ('variable' in part && last && 'literal' in last) found.set(shapeOf(before), [part.variable]);
    }
  }
  return found;
}

/** The shape of a path that has the same parts up to a name that is the same noun. */
function alikeShape(base: readonly PathPart[], bases: ReadonlyMap<string, readonly PathPart[]>): string {
  const shape = shapeOf(base);
  if (bases.has(shape)) return shape;
  const noun = lastLiteral(base);
  const before = shapeOf(base.slice(0, -1));
  for (const [other, parts] of bases) {
    if (shapeOf(parts.slice(0, -1)) === before && isSameNoun(lastLiteral(parts), noun)) return other;
  }
  return shapeOf([...base.slice(0, -1), { literal: nounOf(noun) }]);
}
