import { ApiError } from './api-error.ts';

/** Says something in a place of the page that has `role="status"`. */
export function say(place: HTMLElement, text: string): void {
  place.className = 'notice';
  place.textContent = text;
}

/** Says what went wrong: the API's own words, or that there is no API. */
export function sayWrong(place: HTMLElement, error: unknown): void {
  if (!(error instanceof ApiError)) {
    say(place, 'The API does not answer. Is it running?');
  } else {
    const fields = Object.entries(error.fields).map(([field, faults]) => `${field}: ${faults.join(' ')}`);
    say(place, [`${error.status}: ${error.message}`, ...fields].join('\n'));
  }
  place.classList.add('wrong');
}

/** Takes back what was said. */
export function hush(place: HTMLElement): void {
  place.className = '';
  place.textContent = '';
}
