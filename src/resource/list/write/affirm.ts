import { isObject } from '../../../kernel/index.js';
import type { DescribedSchema } from '../../../openapi/index.js';

/** A body in which members that say whether the request was fulfilled are true. */
export function affirm(body: unknown, schema: DescribedSchema | undefined): unknown {
  if (!isObject(body)) return body;
  const denied = Object.keys(body).filter(name => body[name] === false && SUCCESS.test(name));
  if (denied.length === 0) return body;
  const affirmed = { ...body, ...Object.fromEntries(denied.map(name => [name, true])) };
  return !schema || schema.validate(affirmed).length === 0 ? affirmed : body;
}

/** Members of a body that say whether a request was fulfilled. */
const SUCCESS = /^(ok|success|successful|succeeded|deleted|removed|created|updated)$/i;
