import { readdir, readFile } from 'node:fs/promises';
import { join, parse } from 'node:path';
import {
  type ApiDescription,
  type Certainty,
  type Contract,
  chooseReadings,
  type Readings,
} from '../../contract/index.js';
import { Problem } from '../../kernel/index.js';
import { type Action, type AdminApi, type AdminCall, type AdminOptions, prefixOf } from '../action.js';
import { printedSamples } from '../printed-samples.js';

type ServerOptions = AdminOptions & { description: ApiDescription };

/** The server itself: its health, version, metrics and description, and the APIs that it serves. */
export function serverActions({ apis, version, meter, description, documents }: ServerOptions): Record<string, Action> {
  const { document } = description;
  return {
    ...apiActions(apis, documents),
    readIndex: call => ({ json: { operations: listOperations(document, prefixOf(call)) } }),
    readHealth: () => ({ json: { status: 'ok' } }),
    readVersion: () => ({ json: { name: 'understudy', version } }),
    readOpenApi(call) {
      // relative to the host of this response, with the sandbox of the request
      const servers = [{ url: prefixOf(call) || '/', description: 'This mock.' }];
      return { json: { ...document, info: { ...(document.info as object), version }, servers } };
    },
    readMetrics: async () => ({ text: await meter.read() }),
  };
}

/** The operations of the control plane, with the prefix of the request. */
function listOperations({ paths }: ApiDescription['document'], prefix: string): object[] {
  return Object.entries(paths as Record<string, Record<string, { summary: string }>>).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { summary }]) => ({
      method: method.toUpperCase(),
      path: prefix + path,
      summary,
    })),
  );
}

function apiActions(served: AdminOptions['apis'], documents: AdminOptions['documents']): Record<string, Action> {
  const apiOf = ({ path: { api = '' } }: AdminCall): AdminApi => {
    const apis = served();
    const found = apis.find(({ name }) => name === api);
    if (found) return found;
    throw new Problem('no-such-api', `There is no API ${api}. Known APIs: ${apis.map(({ name }) => name).join(', ')}.`);
  };
  return {
    listApis: call => ({ json: { apis: served().map(api => describeApi(api, prefixOf(call))) } }),

    readTokens: () => ({ json: Object.fromEntries(served().map(({ name, tokens }) => [name, tokens])) }),

    readApiDescription(call) {
      const { basePath, contract } = apiOf(call);
      return { json: withServer(contract.bundle(readingsOf(call, contract)), prefixOf(call) + basePath) };
    },

    readApiSchema(call) {
      const { contract } = apiOf(call);
      const { name = '' } = call.path;
      if (contract.schemas.includes(name)) {
        return { json: contract.schema(name.replace(/\.json$/, ''), readingsOf(call, contract)) };
      }
      throw new Problem('no-such-schema', `There is no schema ${name}. Known schemas: ${contract.schemas.join(', ')}.`);
    },

    listApiStatements(call) {
      const { contract } = apiOf(call);
      const { pointer, document, certainty } = call.query as StatementQuery;
      const statements = contract
        .statements()
        .filter(
          one =>
            (pointer === undefined || one.supports.some(support => concerns(support, pointer))) &&
            (document === undefined || one.document === document) &&
            (certainty === undefined || one.certainty === certainty),
        )
        .map(({ supports, ...one }) => {
          // the others are names of checks
          const pointers = supports.filter(support => support.includes('#'));
          return { ...one, pointers, checks: supports.filter(support => !support.includes('#')) };
        });
      return { json: { statements } };
    },

    async readApiDocument(call) {
      const { api = '', name = '' } = call.path;
      const known = apiOf(call).contract.statements();
      // only names that statements have lead to a file
      if (!known.some(({ document }) => document === name)) {
        throw new Problem('no-such-document', `No statement of ${api} cites a document ${name}.`);
      }
      const text = documents === undefined ? undefined : await readDocument(documents, name);
      return { json: { name, lines: text?.split(/\r?\n/), samples: printedSamples(api, name) } };
    },

    listApiReadings(call) {
      const { contract } = apiOf(call);
      const { profile, readings: chosen } = call.workspace.apiSet.choice;
      const readings = contract.readings.map(({ id, question, lines, choices, profiles }) => ({
        id,
        question,
        lines,
        choices: choices.map(({ id, means }) => ({ id, means })),
        profiles,
        choice: chosen[id] ?? profiles[profile],
      }));
      return { json: { readings } };
    },
  };
}

/** The text of the file with this name and any ending; undefined where there is none. */
async function readDocument(folder: string, name: string): Promise<string | undefined> {
  const files = await readdir(folder).catch(() => []);
  const file = files.find(file => parse(file).name === name);
  return file === undefined ? undefined : readFile(join(folder, file), 'utf8');
}

type StatementQuery = { pointer?: string; document?: string; certainty?: Certainty };

/** Whether one place of a contract is the other, or lies in it. */
function concerns(one: string, other: string): boolean {
  return one === other || one.startsWith(`${other}/`) || other.startsWith(`${one}/`);
}

/** A description whose server is this mock, at a path of the host of the response. */
function withServer(document: object, path: string): object {
  if (!('swagger' in document)) return { ...document, servers: [{ url: path || '/', description: 'This mock.' }] };
  // 2.0: without a host, it is the one that serves the description
  const { host: _, schemes: __, ...rest } = document as Record<string, unknown>;
  return { ...rest, basePath: path || '/' };
}

function readingsOf({ workspace }: AdminCall, { readings }: Contract): Readings {
  const { profile, readings: chosen } = workspace.apiSet.choice;
  return chooseReadings(readings, { profile, chosen });
}

function describeApi({ name, basePath: path, contract }: AdminApi, prefix: string): object {
  const basePath = prefix + path;
  const operations = contract.operations.map(({ id, method, template, isCompanion, statuses, examples }) => ({
    id,
    method,
    path: basePath + template.slice(contract.basePath.length),
    companion: isCompanion,
    outcomes: Object.fromEntries([...statuses].map(status => [status, examples(status)])),
  }));
  return { name, basePath, operations };
}
