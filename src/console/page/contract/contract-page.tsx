import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Apis, Statements } from '../data/admin-types.js';
import { prefix } from '../data/client.js';
import { useLoaded } from '../data/load.js';
import { openPage, route, setParams } from '../data/navigation.js';
import { formatRoute, partsOf } from '../data/route.js';
import type { BundledDescription } from '../detail/describe-operation.js';
import { Icon } from '../shell/icons.js';
import { useKeys } from '../shell/keys.js';
import { ProblemNote } from '../shell/problem-note.js';
import './contract.css';
import { DocumentView } from './document-view.js';
import { OperationView } from './operation-view.js';
import { schemaNames, wholeSections } from './places.js';
import { PlacesView } from './places-view.js';
import { SchemaPart } from './schema-part.js';

type Api = Apis['apis'][number];

/** The page of the contracts: operations, schemas and documents at the left, one of them beside them. */
export function ContractPage(): JSX.Element {
  const { page, params } = route.value;
  const [, name, operation] = partsOf(page);
  const apis = useLoaded<Apis>('/apis', 'settings');
  const api = apis.value?.apis.find(one => name === undefined || name === '' || one.name === name);
  const first = name ? undefined : api?.name;
  useEffect(() => {
    // links of the page need the API in the address
    if (first !== undefined)
      location.replace(formatRoute({ page: `contract/${encodeURIComponent(first)}`, params: {} }));
  }, [first]);
  const own = api && `/apis/${encodeURIComponent(api.name)}`;
  const description = useLoaded<BundledDescription>(own && `${own}/openapi.json`, 'settings');
  const statements = useLoaded<Statements>(own && `${own}/statements`, 'settings');
  const isOpen = operation !== undefined || params.schema !== undefined || params.document !== undefined;
  useKeys({
    ...(operation !== undefined && { t: () => setParams({ tab: params.tab === 'try' ? undefined : 'try' }) }),
    ...(isOpen && api && { Escape: () => openPage({ page: `contract/${api.name}`, params: {} }) }),
  });
  const problem = apis.problem ?? description.problem ?? statements.problem;
  const isRead = api && description.value && statements.value;
  return (
    <div class={isOpen ? 'contract open' : 'contract'}>
      {api && (
        <Parts api={api} apis={apis.value?.apis ?? []} description={description.value} statements={statements.value} />
      )}
      {!isRead && (problem || (apis.value && !api)) && (
        <div class="empty">
          {!api && <h1 tabIndex={-1}>Contract</h1>}
          {problem ? <ProblemNote problem={problem} /> : <h2>There is no API {name}</h2>}
        </div>
      )}
      {isRead && description.value && statements.value && (
        <section class="contract-main" aria-label="A part of the contract">
          <a class="up" href={formatRoute({ page: `contract/${api.name}`, params: {} })}>
            <Icon name="back" size={14} /> All parts of {api.name}
          </a>
          <Part api={api} operation={operation} description={description.value} {...statements.value} />
        </section>
      )}
    </div>
  );
}

type PartProps = { api: Api; operation: string | undefined; description: BundledDescription } & Statements;

/** What the address names: an operation, a schema, a document, or the whole API. */
function Part({ api, operation, description, statements }: PartProps): JSX.Element {
  const { schema, document } = route.value.params;
  if (document !== undefined)
    return <DocumentView key={document} api={api.name} name={document} statements={statements} />;
  if (schema !== undefined) {
    return <SchemaPart key={schema} api={api.name} name={schema} description={description} statements={statements} />;
  }
  if (operation !== undefined) {
    const found = api.operations.find(({ id }) => id === operation);
    if (!found) return <h2>There is no operation {operation}</h2>;
    return (
      <OperationView
        key={operation}
        api={api.name}
        operation={found}
        description={description}
        statements={statements}
      />
    );
  }
  return (
    <>
      <h2>
        {api.name} <small>{api.basePath}</small>
      </h2>
      <p>
        <a href={`${prefix}/__admin/apis/${encodeURIComponent(api.name)}/openapi.json`} download={`${api.name}.json`}>
          Download the description
        </a>
      </p>
      <PlacesView sections={wholeSections(description)} statements={statements} />
    </>
  );
}

type PartsProps = {
  api: Api;
  apis: readonly Api[];
  description: BundledDescription | undefined;
  statements: Statements | undefined;
};

function Parts({
  api,
  apis,
  description,
  statements: { statements = [] } = { statements: [] },
}: PartsProps): JSX.Element {
  const { page, params } = route.value;
  const own = `contract/${encodeURIComponent(api.name)}`;
  const documents = [...new Set(statements.flatMap(({ document }) => document ?? []))];
  const schemas = description ? schemaNames(description, statements) : [];
  return (
    <nav class="parts" aria-label="Parts of the contract">
      <header class="heading">
        <h1 tabIndex={-1}>Contract</h1>
        <select
          aria-label="API"
          value={api.name}
          onChange={event =>
            openPage({ page: `contract/${encodeURIComponent(event.currentTarget.value)}`, params: {} })
          }
        >
          {apis.map(({ name }) => (
            <option key={name} value={name} selected={name === api.name}>
              {name}
            </option>
          ))}
        </select>
      </header>
      <h2>Operations</h2>
      <ul>
        {api.operations.map(({ id, method, path, companion }) => (
          <li key={id}>
            <a
              href={formatRoute({ page: `${own}/${encodeURIComponent(id)}`, params: {} })}
              aria-current={page.endsWith(`/${encodeURIComponent(id)}`) ? 'page' : undefined}
              title={companion ? 'No document has it: clients need it together with the others' : undefined}
            >
              <b class="method">{method}</b> {path.startsWith(api.basePath) ? path.slice(api.basePath.length) : path}
              {companion && <small> companion</small>}
            </a>
          </li>
        ))}
      </ul>
      <Links title="Documents" names={documents} param="document" own={own} current={params.document} />
      <Links title="Schemas" names={schemas} param="schema" own={own} current={params.schema} />
    </nav>
  );
}

type LinksProps = { title: string; names: readonly string[]; param: string; own: string; current: string | undefined };

function Links({ title, names, param, own, current }: LinksProps): JSX.Element | null {
  if (names.length === 0) return null;
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {names.map(name => (
          <li key={name}>
            <a
              href={formatRoute({ page: own, params: { [param]: name } })}
              aria-current={name === current ? 'page' : undefined}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
