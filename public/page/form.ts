import { element } from '../../platform/http/look/element.ts';
import type { Words } from '../../platform/http/look/words.ts';
import type { Refusal } from './api.ts';

type FormSpec = {
  readonly words: Words;
  readonly fields: readonly Node[];
  readonly submit: string;
  readonly tone?: 'primary' | 'danger';
  /** Does the act. A text that comes back says what is wrong; nothing means that all went well. */
  readonly send: () => Promise<string | undefined>;
};

/** A form with one button, one line for what went wrong, and no second send while the first is under way. */
export function createForm({
  words,
  fields,
  submit,
  tone = 'primary',
  send,
}: FormSpec): HTMLFormElement {
  const problem = element('p', { role: 'alert', class: 'problem' });
  const button = element('button', { type: 'submit', class: `button ${tone}` }, submit);
  const form = element('form', { novalidate: true }, ...fields, problem, button);

  async function sendOnce(): Promise<void> {
    button.disabled = true;
    button.textContent = words('busy');
    problem.textContent = '';
    problem.textContent = (await send()) ?? '';
    button.disabled = false;
    button.textContent = submit;
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    if (!button.disabled) void sendOnce();
  });
  return form;
}

/** A field with its label above and its hint below, tied together for those who hear them. */
export function labelled(
  input: HTMLInputElement | HTMLTextAreaElement,
  label: string,
  hint?: string,
): HTMLElement {
  const hintId = `${input.id}-hint`;
  if (hint !== undefined) input.setAttribute('aria-describedby', hintId);
  return element(
    'div',
    { class: 'field' },
    element('label', { for: input.id }, label),
    input,
    ...(hint === undefined ? [] : [element('p', { id: hintId, class: 'hint' }, hint)]),
  );
}

/** A refusal in words for the person. */
export function toProblemText({ code, waitS, maxMb = 0 }: Refusal, words: Words): string {
  const key = `problem.${code}`;
  const text = words(key, { seconds: waitS, maxMb });
  return text === key ? words('problem.other') : text;
}
