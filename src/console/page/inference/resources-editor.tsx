import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { lastChange, makeChange } from '../data/change.js';
import { call } from '../data/client.js';
import type { Inference, OverridingResources } from '../data/server-types.js';
import { visible } from '../data/visible.js';
import { DetailPane } from '../parts/detail-pane.js';
import { download } from '../parts/download.js';
import { CommandView } from '../shell/command-view.js';
import { CopyButton } from '../shell/copy-button.js';

type EditorProps = {
  inference: Inference;
  overrides: NonNullable<Inference['overrides']>;
  /** What is in the editor. */
  text: string;
  onChange(text: string): void;
  /** Called after a change, when the server has the text. */
  onApplied(): void;
  onClose(): void;
};

/** The resources that override what is inferred: applied to the running mock, and saved where it has read a file. */
export function ResourcesEditor({
  inference,
  overrides,
  text,
  onChange,
  onApplied,
  onClose,
}: EditorProps): JSX.Element {
  const { api, yaml } = inference;
  const { path: file, isSaved } = overrides;
  const refused = useSignal<string | undefined>(undefined);
  const restarted = useSignal<readonly string[]>([]);
  const textId = useId();
  const path = `/apis/${encodeURIComponent(api)}/resources`;
  const apply = async (save: boolean) => {
    const before = overrides.text;
    const body: OverridingResources = { text, ...(save && { save }) };
    const made = await makeChange<Inference>({
      says: `The resources of ${api} are applied${save ? ' and saved' : ''}.`,
      method: 'PUT',
      path,
      body,
      undo: () => call(path, { method: 'PUT', body: { ...body, text: before } }),
    });
    refused.value = made ? undefined : lastChange.value?.problem?.message;
    restarted.value = made?.value.restarted ?? [];
    if (made) onApplied();
  };
  return (
    <DetailPane
      title={file ?? 'resources.yaml'}
      of="editor"
      facts={[api, isSaved ? 'as a start has it' : 'not saved: it ends with the server']}
      onClose={onClose}
    >
      <form
        class="block"
        onSubmit={event => {
          event.preventDefault();
          void apply(false);
        }}
      >
        <p class="note">
          What stands here overrides what is inferred; all else stays. It holds from the next request on, and records
          that still fit stay.
          {file === undefined &&
            ' The mock was started without a file of resources, so nothing is written: download the text to keep it.'}
        </p>
        <div class="labelled">
          <label for={textId}>YAML</label>
          <textarea
            id={textId}
            class="code"
            rows={14}
            spellcheck={false}
            aria-invalid={refused.value !== undefined}
            value={text}
            onInput={event => onChange(event.currentTarget.value)}
          />
        </div>
        {refused.value !== undefined && (
          <pre class="preview wrong" role="alert">
            {visible(refused.value)}
          </pre>
        )}
        {restarted.value.length > 0 && (
          <p class="preview" role="status">
            Records did not fit any more, so these began again: {restarted.value.map(visible).join(', ')}.
          </p>
        )}
        <p class="buttons left">
          <button type="button" onClick={() => onChange(yaml)}>
            Take all that is inferred
          </button>
          <button type="button" onClick={() => download('resources.yaml', text, 'application/yaml')}>
            Download
          </button>
          <CopyButton text={text} name="the YAML" />
        </p>
        <CommandView command={{ method: 'PUT', path, body: { text } }} />
        <p class="buttons">
          {file !== undefined && (
            <button type="button" disabled={isSaved && text === overrides.text} onClick={() => void apply(true)}>
              Apply and save
            </button>
          )}
          <button type="submit" class="primary" disabled={text === overrides.text}>
            Apply
          </button>
        </p>
      </form>
    </DetailPane>
  );
}
