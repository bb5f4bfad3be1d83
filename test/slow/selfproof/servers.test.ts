import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadDescription } from '../../../src/openapi/index.js';
import type { DescribedServer } from '../../selfproof/described/described-server.js';
import { findBreaches, INVALID } from '../../selfproof/described/find-breaches.js';
import { SERVERS } from '../../selfproof/described/servers.js';
import { type Exchange, type Step, walk } from '../../selfproof/described/steps.js';
import { createValidator, type Validator } from '../../selfproof/described/validator.js';

/** How many milliseconds a server that never responds is waited for. */
const PATIENCE = 500;

/** A read-only member that the server takes from a client: only a comparison with what was sent shows it. */
const SHOWN_BY_COMPARISON = ['own-id'];

const LEAST_DEFECTS = 280;
const LEAST_VARIANTS = 80;

test('enough is planted, and no two things of a server have the same id', () => {
  expect(SERVERS.flatMap(({ defects }) => defects).length).toBeGreaterThanOrEqual(LEAST_DEFECTS);
  expect(SERVERS.flatMap(({ variants }) => variants).length).toBeGreaterThanOrEqual(LEAST_VARIANTS);
  for (const { defects, variants } of SERVERS) {
    const ids = [...defects, ...variants].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  }
});

test('the servers import nothing of the engine that is judged', () => {
  const folder = 'test/selfproof/described';
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(file =>
    /^(serving|bookshop|tickets|devices)\/.*\.ts$/.test(file),
  );
  expect(files.length).toBeGreaterThan(0);
  expect(files.filter(file => /from '[^']*src\//.test(readFileSync(`${folder}/${file}`, 'utf8')))).toEqual([]);
});

describe.each(SERVERS)('the server $name', server => {
  const { contract, fullWalk, defects, variants } = server;

  test('has a description without warnings, of which the walk has each status of each operation', async () => {
    const { warnings, operations } = await loadDescription(contract);
    expect(warnings()).toEqual([]);
    const documented = operations.flatMap(({ id, responses }) => responses.map(({ status }) => `${id} ${status}`));
    expect([...new Set(fullWalk.map(({ operation, status }) => `${operation} ${status}`))].sort()).toEqual(
      documented.sort(),
    );
  });

  test('answers the full walk as its description says', async () => {
    const validator = await validate(server);
    const exchanges = await walkOn(server, {}, listSteps(fullWalk));
    expect(exchanges.map(({ status }, at) => `${at} ${status}`)).toEqual(
      fullWalk.map(({ status }, at) => `${at} ${status}`),
    );
    expect(fullWalk.map(({ step }) => validator.find(step)?.id)).toEqual(fullWalk.map(({ operation }) => operation));
    expect(listIssues(validator, exchanges)).toEqual([]);
  });

  test('refuses as invalid exactly what its description does not allow', async () => {
    const validator = await validate(server);
    const inWords = fullWalk.filter(documented => documented.inWords).map(named);
    for (const steps of [listSteps(fullWalk), ...[...defects, ...variants].map(planted => planted.walk)]) {
      const exchanges = await walkOn(server, {}, steps);
      const judged = exchanges.filter(
        exchange =>
          validator.find(exchange.step) && ![401, 404].includes(exchange.status) && !inWords.includes(named(exchange)),
      );
      for (const exchange of judged) {
        const issues = validator.findRequestIssues(exchange.step);
        expect(INVALID.includes(exchange.status), `${named(exchange)}: ${issues}`).toBe(issues.length > 0);
      }
    }
  });

  test.concurrent.each(defects)(
    'with the defect $id answers its walk otherwise, against its description if explicit',
    async defect => {
      const { id, walk: steps, hangs, operation, certainty } = defect;
      const validator = await validate(server);
      const faithful = await walkOn(server, {}, steps);
      const planted = await walkOn(server, { defect: id }, steps, hangs && PATIENCE);
      expect(planted.map(seen)).not.toEqual(faithful.map(seen));
      expect(fullWalk.map(documented => documented.operation)).toContain(operation);
      if (SHOWN_BY_COMPARISON.includes(id)) return;
      const breaches = findBreaches(validator, { faithful, planted });
      expect(breaches.length > 0 ? 'explicit' : 'derived', breaches.join()).toBe(certainty);
    },
  );

  test.concurrent.each(variants)(
    'with the variant $id answers its walk otherwise, and as its description says',
    async variant => {
      const validator = await validate(server);
      const faithful = await walkOn(server, {}, variant.walk);
      const planted = await walkOn(server, { variant: variant.id }, variant.walk);
      expect(planted.map(seen)).not.toEqual(faithful.map(seen));
      expect(listIssues(validator, planted)).toEqual([]);
    },
  );

  test.concurrent.each(variants)('with the variant $id has each documented response', async ({ id }) => {
    const validator = await validate(server);
    const exchanges = await walkOn(server, { variant: id }, listSteps(fullWalk));
    expect(listIssues(validator, exchanges)).toEqual([]);
    expect(exchanges.filter(({ status }) => status === 0 || status >= 500)).toEqual([]);
  });
});

const validators = new Map<string, Promise<Validator>>();

function validate({ contract, basePath }: DescribedServer): Promise<Validator> {
  const validator =
    validators.get(contract) ?? loadDescription(contract).then(description => createValidator(description, basePath));
  validators.set(contract, validator);
  return validator;
}

async function walkOn(
  server: DescribedServer,
  planted: Parameters<DescribedServer['startServer']>[0],
  steps: readonly Step[],
  patience?: number,
): Promise<Exchange[]> {
  const { url, close } = await server.startServer(planted);
  try {
    return await walk(url, steps, patience);
  } finally {
    await close();
  }
}

function listSteps(documented: readonly { step: Step }[]): Step[] {
  return documented.map(({ step }) => step);
}

function listIssues(validator: Validator, exchanges: readonly Exchange[]): string[] {
  return exchanges.flatMap(exchange =>
    validator.findResponseIssues(exchange).map(issue => `${named(exchange)}: ${issue}`),
  );
}

function named({ step, status }: Pick<Exchange, 'step' | 'status'>): string {
  return `${step.method} ${step.path} ${step.body ?? ''} ${status}`;
}

/** All of an exchange that a client can see. */
function seen({ status, rawHeaders, text }: Exchange): unknown {
  return { status, rawHeaders, text };
}
