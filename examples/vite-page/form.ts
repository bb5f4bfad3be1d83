import { element } from './element.ts';
import { hush, say, sayWrong } from './notice.ts';

/** Does what a form is for, and says in its notice how it went. */
export function onSubmit(id: string, act: (form: HTMLFormElement) => Promise<string>): void {
  const form = element(id, HTMLFormElement);
  const notice = element(`${id}-notice`, HTMLElement);
  form.addEventListener('submit', event => {
    event.preventDefault();
    hush(notice);
    act(form).then(
      done => say(notice, done),
      error => sayWrong(notice, error),
    );
  });
}

/** The fields of a form that are not empty. */
export function filled(form: HTMLFormElement): Record<string, string> {
  return Object.fromEntries([...new FormData(form)].flatMap(([name, value]) => (value ? [[name, String(value)]] : [])));
}
