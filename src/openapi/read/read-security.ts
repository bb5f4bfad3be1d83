import { isObject } from '../../kernel/index.js';
import type { Located } from '../load/documents.js';
import type { DescribedOperation, SecurityRequirement, SecurityScheme } from '../operation.js';
import { items, member, members, type ReadContext, scalarText, text } from './reading.js';

/** Reads the security schemes of a description, by name. */
export function readSchemes(root: Located, reading: ReadContext): ReadonlyMap<string, SecurityScheme> {
  const located =
    reading.version === 2 ? member(root, 'securityDefinitions') : member(member(root, 'components'), 'securitySchemes');
  return new Map(
    members(located, reading).flatMap(([name, scheme]) => {
      const read = readScheme(name, scheme);
      if (!read) reading.warnings.add(scheme.place, 'is a security scheme of no known type; it is ignored');
      return read ? [[name, read] as const] : [];
    }),
  );
}

/** What HTTP allows as the name of a header or of a scheme. */
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/;

function readScheme(name: string, located: Located): SecurityScheme | undefined {
  const of = (member_: string) => text(member(located, member_));
  switch (of('type')) {
    case 'apiKey': {
      const where = (['header', 'query', 'cookie'] as const).find(one => one === of('in'));
      const key = of('name');
      if (!where || key === undefined || (where === 'header' && !TOKEN.test(key))) return undefined;
      return { name, type: 'apiKey', in: where, key };
    }
    case 'basic':
      return { name, type: 'basic' };
    case 'oauth2':
    case 'openIdConnect':
      return { name, type: 'bearer' };
    case 'mutualTLS':
      return { name, type: 'mutualTLS' };
    case 'http': {
      const scheme = of('scheme')?.toLowerCase();
      if (scheme === undefined || !TOKEN.test(scheme)) return undefined;
      return scheme === 'basic' || scheme === 'bearer' ? { name, type: scheme } : { name, type: 'http', scheme };
    }
    default:
      return undefined;
  }
}

/**
 * The alternatives of which a request needs one: those of the operation, or else of the description. An alternative without
 * credentials makes them optional, so that nothing is required.
 */
export function readSecurity(
  operation: Located,
  { root, schemes, reading }: { root: Located; schemes: ReadonlyMap<string, SecurityScheme>; reading: ReadContext },
): Pick<DescribedOperation, 'security' | 'isOpen'> {
  const own = member(operation, 'security');
  const alternatives = items(own.value === undefined ? member(root, 'security') : own, reading);
  const requirements = alternatives.flatMap(({ value, place }): SecurityRequirement[] => {
    if (!isObject(value)) return [];
    const known = Object.entries(value).flatMap(([name, scopes]) => {
      const scheme = schemes.get(name);
      if (!scheme)
        reading.warnings.add(place, `names the security scheme ${name}, which does not exist; it is ignored`);
      return scheme
        ? [{ scheme, scopes: Array.isArray(scopes) ? scopes.flatMap(scope => scalarText({ value: scope }) ?? []) : [] }]
        : [];
    });
    // an alternative of which nothing is known is not one without credentials
    return known.length === 0 && Object.keys(value).length > 0 ? [] : [known];
  });
  const isOptional = requirements.some(requirement => requirement.length === 0);
  return { security: isOptional ? [] : requirements, isOpen: !isOptional && requirements.length === 0 };
}
