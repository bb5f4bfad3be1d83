import type { DescribedCollection } from '../admin/index.js';
import type { ApiDefinition } from '../apis/index.js';
import type { Contract } from '../contract/index.js';
import type { Description } from '../openapi/index.js';
import type { ResourcesFile, SampleKey } from '../resource/index.js';
import type { CollectionDefinition, SeedNumbers, Store } from '../store/index.js';
import type { Inference } from './described/infer-description.js';

export type ResourceOverrides = {
  /** The YAML, empty where nothing is overridden. */
  text: string;
  /** The file that has them; undefined without one. */
  path: string | undefined;
  /** Whether the file has them, too. */
  isSaved: boolean;
  /** The API with another YAML, which is perhaps saved in the file. Rejects with `control-invalid` and `file-changed`. */
  replace(text: string, options: { save: boolean }): Promise<KnownApi>;
};

/** An API that can be served, with its contract; with its description, if it is made from one alone. */
export type KnownApi = {
  name: string;
  definition: ApiDefinition;
  contract: Contract;
  /** Its collections, as the store needs them. */
  collections: readonly CollectionDefinition[];
  /** The schema of the records of a collection, and to which others they refer. */
  describeCollection(name: string): DescribedCollection;
  /** Puts the starting records into a collection that gets them when it is first needed. Runs inside a transaction. */
  seed?(store: Store, collection: string): void;
  /** The keys with which a request to an operation finds starting records. */
  sampleKeys?(operation: string, numbers: SeedNumbers): readonly SampleKey[];
  description?: Description;
  /** The description or the contract folder, as it was given. */
  location?: string;
  /** How its description was read: the folders that references may lead to, and the resources that override it. */
  readOptions?: { allowRefs: readonly string[]; resources: ResourcesFile | undefined };
  /** The path or URL of the description. */
  descriptionPath?: string;
  /** The paths of the other files that change what is played: resources, own handlers and those of a contract folder. */
  files?: readonly string[];
  /** What the collections depend on, as a text: where it is the same, records need not be looked at. */
  shape?(): string;
  /** Says what is understood of its description, and writes its resources as YAML. */
  infer(): Promise<Inference & { yaml: string }>;
  /** The resources that override what is inferred; undefined for a shipped API. */
  overrides?: ResourceOverrides;
  /** Loads the description and those files again. Rejects with `description-invalid`, and where one of the files cannot be used. */
  reload?(): Promise<KnownApi>;
};
