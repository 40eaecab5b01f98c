import { element } from '../../platform/http/look/element.ts';
import type { Words } from '../../platform/http/look/words.ts';
import type { Progress } from '../progress.ts';
import { newActId, post, type Answer, type Done } from './api.ts';
import { toProblemText } from './form.ts';

/** What every form of the page acts with. */
export type ActContext = {
  readonly words: Words;
  readonly progress: Progress;
  readonly language: string;
  readonly code: string;
  readonly onDone: (done: Done, said: string) => void;
};

/** One act under one key: pressed again after a failure it is still the same act. */
export function createAct({ code, language }: ActContext, path: string) {
  const id = newActId();
  return function act(values: Readonly<Record<string, unknown>>): Promise<Answer<Done>> {
    const body = { code, language, id, ...values };
    return post<Done>(path, values['file'] instanceof File ? toForm(body) : body);
  };
}

function toForm(values: Readonly<Record<string, unknown>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(values)) {
    if (value instanceof File) form.set(name, value, value.name);
    else form.set(name, String(value));
  }
  return form;
}

/** Shows what was done, or gives back what went wrong. */
export function finish(
  answer: Answer<Done> | undefined,
  { words, onDone }: ActContext,
  said: string,
): string | undefined {
  if (answer === undefined) return undefined;
  if (answer.kind === 'refused') return toProblemText(answer.refusal, words);
  onDone(answer.value, said);
  return undefined;
}

/** A section of the page under a title. */
export function toCard(title: string, form: HTMLElement): HTMLElement {
  return element('section', { class: 'card' }, element('h2', {}, title), form);
}
