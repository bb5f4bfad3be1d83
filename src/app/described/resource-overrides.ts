import { readFile, rename, writeFile } from 'node:fs/promises';
import { Problem } from '../../kernel/index.js';
import type { ApiSource, ResourcesFile } from '../../resource/index.js';
import type { KnownApi, ResourceOverrides } from '../known-api.js';

/** Resources that were edited while the mock runs, and those of their file, if there is one. */
export type EditedResources = ResourcesFile & { file: ResourcesFile | undefined };

/** The name that edited resources have in sentences where there is no file. */
const UNSAVED = 'resources.yaml';

/** What overrides the inference of a source, and how it is replaced. `load` loads the API with edited resources, or with those of the file. */
export function overridesOf(
  source: ApiSource,
  edited: EditedResources | undefined,
  load: (edited?: EditedResources) => Promise<KnownApi>,
): ResourceOverrides {
  const file = edited ? edited.file : source.resources;
  return {
    text: source.resources?.text ?? '',
    path: file?.path,
    isSaved: (source.resources?.text ?? '') === (file?.text ?? ''),
    async replace(text, { save }) {
      const next = await load({ path: file?.path ?? UNSAVED, text, file }).catch(error => {
        if (!(error instanceof Problem) || error.code !== 'resources-invalid') throw error;
        throw new Problem('control-invalid', error.message, { fix: 'Correct the named lines. Nothing has changed.' });
      });
      if (!save) return next;
      if (!file) throw new Problem('control-invalid', 'There is no file to save to.', { fix: NO_FILE });
      await saveFile(file, text);
      return load();
    },
  };
}

const NO_FILE = 'Start the mock with `--resources FILE`, or change only the running mock.';

/** Writes a file whole or not at all. Rejects with `file-changed` where it is not as it was read. */
async function saveFile({ path, text: before }: ResourcesFile, text: string): Promise<void> {
  const present = await readFile(path, 'utf8').catch(() => undefined);
  if (present !== before) throw new Problem('file-changed', `${path} has changed since it was read.`);
  const written = `${path}.new`;
  await writeFile(written, text);
  await rename(written, path);
}
