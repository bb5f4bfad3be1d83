import { createHash } from 'node:crypto';
import type { DescribedOperation } from '../../../openapi/index.js';
import type { Session } from '../../model/suite.js';
import type { JudgedApi } from '../judged-api.js';
import { planRequest } from '../request/plan-request.js';
import type { Knowledge } from './knowledge.js';
import { prepareStep } from './own-records.js';

/** The lists that show whether other clients change the data: those that need no parent. */
export function listsWithoutParents(api: JudgedApi): DescribedOperation[] {
  return api.fromTheTop().flatMap(name => api.thatDo('list', name).filter(({ path }) => !path.includes('{')));
}

/** Reads those lists whose paths requests have, and returns a digest that differs if a response differs. */
export async function fingerprint(session: Session<Knowledge>, paths: string): Promise<string> {
  const { api } = session.known;
  const digest = createHash('sha256');
  for (const operation of listsWithoutParents(api)) {
    const step = paths.includes(api.templateOf(operation)) ? planRequest(operation, api) : undefined;
    const ready = step && prepareStep({ ...step, expects: 'described' }, session, 'fingerprint');
    if (!ready || !session.has('admin', ready)) continue;
    const { response } = await session.send(ready);
    digest.update(`${response?.status} ${response?.text}`);
  }
  return digest.digest('hex');
}
