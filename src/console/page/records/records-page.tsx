import type { JSX } from 'preact';
import type { Collection, Collections } from '../data/admin-types.js';
import { useLoaded } from '../data/load.js';
import { openPage, route } from '../data/navigation.js';
import { formatRoute, partsOf } from '../data/route.js';
import { ProblemNote } from '../shell/problem-note.js';
import { CollectionView } from './collection-view.js';
import './records.css';

/** The page of the records: a list of collections, or one of them. */
export function RecordsPage(): JSX.Element {
  const [, api, name] = partsOf(route.value.page);
  const all = useLoaded<Collections>('/collections', 'records');
  const isOne = api !== undefined && name !== undefined;
  const path = isOne ? `${encodeURIComponent(api)}/${encodeURIComponent(name)}` : undefined;
  const one = useLoaded<Collection>(path && `/collections/${path}`);
  const problem = one.problem ?? all.problem;
  const heading = <Heading collections={all.value} />;
  if (problem && !(isOne ? one.value : all.value)) {
    return (
      <section class="pane" aria-label="Data">
        <header class="heading">{heading}</header>
        <div class="empty">
          <ProblemNote problem={problem} />
        </div>
      </section>
    );
  }
  if (one.value) return <CollectionView key={path} collection={one.value} heading={heading} />;
  return (
    <section class="pane" aria-label="Data">
      <header class="heading">{heading}</header>
      {!isOne && all.value && <Overview {...all.value} />}
    </section>
  );
}

/** The heading with the choice of a collection. */
function Heading({ collections }: { collections: Collections | undefined }): JSX.Element {
  const at = route.value.page.replace(/^data\/?/, '');
  return (
    <>
      <h1 tabIndex={-1}>Data</h1>
      {collections && (
        <select
          aria-label="Collection"
          value={at}
          onChange={event => openPage({ page: `data/${event.currentTarget.value}`.replace(/\/$/, ''), params: {} })}
        >
          <option value="">All collections</option>
          {collections.collections.map(({ api, name }) => (
            <option key={`${api}.${name}`} value={`${api}/${encodeURIComponent(name)}`}>
              {api}.{name}
            </option>
          ))}
        </select>
      )}
    </>
  );
}

function Overview({ collections }: Collections): JSX.Element {
  if (collections.length === 0) {
    return (
      <div class="empty">
        <h2>No collections</h2>
        <p>The served APIs keep no records: their operations respond with examples.</p>
      </div>
    );
  }
  return (
    <ul class="collections">
      {collections.map(({ api, name, key, count }) => (
        <li key={`${api}.${name}`}>
          <a href={formatRoute({ page: `data/${api}/${encodeURIComponent(name)}`, params: {} })}>
            <b>
              <small>{api}</small> {name}
            </b>
            <span>
              {count === undefined
                ? 'made when first needed'
                : `${count.toLocaleString('en')} ${count === 1 ? 'record' : 'records'}`}
            </span>
            <small>key {key}</small>
          </a>
        </li>
      ))}
    </ul>
  );
}
