/** One of the members that records are ordered by. */
export type OrderTerm = { member: string; descending: boolean };

/** Reads an order as clients write it: `-name`, `name:desc`, `name desc`, `name_desc`, `nameDesc`, several with commas. */
export function readOrder(text: string): OrderTerm[] {
  const terms: OrderTerm[] = [];
  for (const part of text.split(/[,;|]/).map(part => part.trim())) {
    const last = terms.at(-1);
    // Spring writes `name,desc`
    if (last && /^(?:asc|desc)$/i.test(part)) last.descending = part.toLowerCase() === 'desc';
    else if (part !== '') terms.push(readTerm(part));
  }
  return terms;
}

/** Whether a value of the parameter of a direction means from the highest to the lowest. */
export function isDescending(value: unknown, folded: string): boolean {
  if (typeof value === 'string') return /^(?:desc|-1$|-$|down|reverse)/i.test(value);
  if (typeof value === 'number') return value < 0;
  return typeof value === 'boolean' && (/^asc/.test(folded) ? !value : value);
}

function readTerm(text: string): OrderTerm {
  const [, sign = '', name = ''] = /^([-+!]?)(.*)$/.exec(text) ?? [];
  const suffix = /^(.+?)(?:[\s:._-]+(asc|desc)(?:ending)?|(?<=[a-z0-9])(Asc|Desc)(?:ending)?)$/i.exec(name);
  const word = (suffix?.[2] ?? suffix?.[3])?.toLowerCase();
  // in camel case the direction has a capital: `disasc` is a name
  if (suffix && word !== undefined && (suffix[2] !== undefined || /(?:Asc|Desc)(?:ending)?$/.test(name))) {
    return { member: suffix[1] as string, descending: word === 'desc' };
  }
  return { member: name, descending: sign === '-' || sign === '!' };
}
