import type { DescribedOperation } from '../../openapi/index.js';
import type { Case } from '../model/case.js';
import { type Check, type Finding, requirementId } from '../model/check.js';
import type { JudgedApi } from './judged-api.js';
import type { Knowledge } from './known/knowledge.js';
import type { DescribedLaw, LawCase } from './law.js';

/**
 * The statements for which a law speaks at an operation: those about the named parameters and members, as far as these have
 * statements; the empty name means those about none. A law without statements there is not tried.
 */
export type SpeaksFor = (law: string, topic: LawTopic) => readonly string[];

type LawTopic = {
  /** The operation whose cases the law has. */
  operation: DescribedOperation;
  /** The operation that is judged, mostly the same. */
  judged: DescribedOperation;
  about: readonly string[];
  /** The place in the description that it is about, if one alone. */
  place?: string | undefined;
  /** Whether it is only about a part that one of several findings names: then other statements do not count. */
  isPart?: boolean;
};

/** The check of a law: its cases for each operation, and findings about the statements for which it speaks. */
export function toCheck(law: DescribedLaw, api: JudgedApi, speaksFor: SpeaksFor): Check<Knowledge> {
  const { id, says, ignoresData } = law;
  const cases = api.operations.flatMap(operation =>
    law.cases(operation, api).flatMap((one): Case<Knowledge>[] => {
      const judged = api.operation(one.judges ?? operation.id);
      const statements = speaksFor(id, { operation, judged, about: aboutOf(one), place: one.place });
      return statements.length === 0 ? [] : [{ ...one, operation: operation.id, statements }];
    }),
  );
  return {
    id,
    says,
    ...(ignoresData && { ignoresData }),
    cases: withDistinctIds(cases),
    judge({ case: tested, exchanges, known }): Finding[] {
      const {
        operation: name,
        expect,
        statements,
        judges = name,
      } = tested as Case<Knowledge> & Pick<LawCase, 'judges'>;
      const operation = api.operation(name);
      const requirement = requirementId(id, name);
      const findings = law.judge({ operation, requirement, exchanges, known, expect });
      return findings.flatMap(finding => {
        const { parameter = tested.parameter ?? '', operation: about = judges, verdict } = finding;
        const isPart = parameter !== '' && parameter !== tested.parameter;
        const topic = { operation, judged: api.operation(about), about: [parameter], isPart };
        const isUsual = verdict !== 'fail' && about === judges && !isPart;
        const named = isUsual ? [] : speaksFor(id, topic);
        if (isPart && named.length === 0) return [];
        return (named.length === 0 ? statements : named).map(statement => ({
          operation: name,
          ...finding,
          statement,
        }));
      });
    },
  };
}

function aboutOf({ parameter, about }: LawCase): readonly string[] {
  return about ?? [parameter ?? ''];
}

/** Reports name cases by their ids. */
function withDistinctIds(cases: readonly Case<Knowledge>[]): Case<Knowledge>[] {
  const seen = new Map<string, number>();
  return cases.map(one => {
    const count = (seen.get(one.id) ?? 0) + 1;
    seen.set(one.id, count);
    return count === 1 ? one : { ...one, id: `${one.id} (${count})` };
  });
}
