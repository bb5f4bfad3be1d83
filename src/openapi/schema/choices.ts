import type { ErrorObject } from 'ajv';
import type { Schema } from './shape.js';

/** An error of ajv with the place of its keyword in the document. */
export type PlacedError = ErrorObject & {
  place: string;
  /** Whether it refuses a member that another form of the value has. */
  isOfOther: boolean;
};

/**
 * Replaces the errors of all branches of a `oneOf` or `anyOf` by those of the branch that the value probably means. The
 * branches must stand in the schema itself, not behind a `$ref`.
 */
export function settleChoices(errors: readonly PlacedError[]): readonly PlacedError[] {
  let left = errors;
  // inner choices come first
  for (const choice of errors.filter(isChoice)) {
    const isWithin = ({ place, instancePath }: PlacedError) =>
      place.startsWith(`${choice.place}/`) && `${instancePath}/`.startsWith(`${choice.instancePath}/`);
    const branches = ((choice.parentSchema as Schema)[choice.keyword] as Schema[]).map((_, at) =>
      left.filter(error => isWithin(error) && error.place.startsWith(`${choice.place}/${at}/`)),
    );
    left = left.flatMap(error => {
      if (error === choice) return settle(choice, branches);
      return isWithin(error) ? [] : error;
    });
  }
  return left;
}

function isChoice({ keyword }: ErrorObject): boolean {
  return keyword === 'oneOf' || keyword === 'anyOf';
}

/** A branch that needs another type or constant is not meant, nor one that lacks a member, if another is left. */
function settle(choice: PlacedError, branches: readonly PlacedError[][]): PlacedError[] {
  const { instancePath } = choice;
  const ofType = keepIfAny(
    branches,
    errors =>
      !errors.some(({ keyword, ...error }) => keyword === 'const' || isTypeOf(instancePath, { keyword, ...error })),
  );
  const meant = keepIfAny(
    ofType,
    errors => !errors.some(error => error.keyword === 'required' && error.instancePath === instancePath),
  );
  const [first = [], ...others] = meant;
  if (others.length === 0) return first.map(error => ({ ...error, isOfOther: belongsToOther(error, choice) }));
  const shared = first.filter(error => others.every(errors => errors.some(other => isSame(error, other))));
  return shared.length > 0 ? shared : [summarize(choice, meant)];
}

function keepIfAny<Item>(items: readonly Item[], keep: (item: Item) => boolean): readonly Item[] {
  const kept = items.filter(keep);
  return kept.length > 0 ? kept : items;
}

function isTypeOf(instancePath: string, error: Pick<ErrorObject, 'keyword' | 'instancePath'>): boolean {
  return error.keyword === 'type' && error.instancePath === instancePath;
}

function isSame(left: ErrorObject, right: ErrorObject): boolean {
  return (
    left.keyword === right.keyword &&
    left.instancePath === right.instancePath &&
    JSON.stringify(left.params) === JSON.stringify(right.params)
  );
}

function belongsToOther({ keyword, params, instancePath }: PlacedError, choice: PlacedError): boolean {
  if (keyword !== 'additionalProperties' || instancePath !== choice.instancePath) return false;
  const branches = (choice.parentSchema as Schema)[choice.keyword] as { properties?: object }[];
  return branches.some(({ properties = {} }) => Object.hasOwn(properties, params.additionalProperty));
}

/** One error for several branches: the values of the constant, the types, or the members that distinguish them. */
function summarize(choice: PlacedError, branches: readonly PlacedError[][]): PlacedError {
  const constants = branches.flatMap(errors => errors.find(({ keyword }) => keyword === 'const') ?? []);
  const [constant] = constants;
  if (constant) {
    const allowedValues = constants.map(({ params }) => params.allowedValue);
    return { ...constant, keyword: 'enum', params: { allowedValues } };
  }
  const types = branches.flatMap(errors => errors.find(error => isTypeOf(choice.instancePath, error)) ?? []);
  if (types.length > 0) return { ...choice, keyword: 'type', params: { type: types.map(({ params }) => params.type) } };
  const forms = (choice.parentSchema as Schema)[choice.keyword] as { required?: string[] }[];
  return {
    ...choice,
    keyword: 'oneOf',
    params: { members: forms.flatMap(({ required = [] }) => required.slice(0, 1)) },
  };
}
