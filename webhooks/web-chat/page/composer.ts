import { element, requireElement } from '../../../platform/http/look/element.ts';
import type { Keep } from '../../../platform/http/look/keep.ts';
import type { Words } from '../../../platform/http/look/words.ts';
import type { FileLimit } from './file-limit.ts';

const maxTextLength = 4000;
const bytesPerMb = 1024 * 1024;
const draftName = 'draft';

type ComposerPorts = {
  readonly words: Words;
  readonly keep: Keep;
  readonly limit: FileLimit;
  readonly sendText: (text: string) => void;
  readonly sendFiles: (files: readonly File[]) => void;
};

/** The box to write in, with chosen files shown before they leave. What is half written survives a reload. */
export function createComposer({ words, keep, limit, sendText, sendFiles }: ComposerPorts): void {
  const form = requireElement('composer', HTMLFormElement);
  const box = requireElement('message', HTMLTextAreaElement);
  const picker = requireElement('picture', HTMLInputElement);
  const chosenList = requireElement('chosen', HTMLUListElement);
  const problem = requireElement('problem', HTMLParagraphElement);
  let chosen: readonly File[] = [];

  requireElement('message-label', HTMLLabelElement).textContent = words('composer.label');
  requireElement('picture-label', HTMLSpanElement).textContent = words('composer.picture');
  requireElement('send', HTMLButtonElement).textContent = words('composer.send');
  requireElement('hint', HTMLParagraphElement).textContent = words('composer.hint');
  chosenList.setAttribute('aria-label', words('composer.chosen'));
  box.placeholder = words('composer.placeholder');
  box.value = keep.get(draftName) ?? '';
  fitBox();

  function fitBox(): void {
    // As many rows as the text has, up to what the stylesheet allows.
    box.rows = Math.min(
      6,
      Math.max(1, box.value.split('\n').length + Math.floor(box.value.length / 24)),
    );
  }

  function showProblem(text: string): void {
    problem.textContent = text;
    problem.hidden = text === '';
  }

  function choose(files: readonly File[]): void {
    for (const image of chosenList.querySelectorAll('img')) URL.revokeObjectURL(image.src);
    chosen = files;
    chosenList.hidden = files.length === 0;
    chosenList.replaceChildren(...files.map((file) => renderChosen(file)));
  }

  function renderChosen(file: File): HTMLElement {
    const remove = element(
      'button',
      { type: 'button', 'aria-label': words('composer.remove', { name: file.name }) },
      '×',
    );
    remove.addEventListener('click', () => {
      choose(chosen.filter((other) => other !== file));
      box.focus();
    });
    const preview = file.type.startsWith('image/')
      ? element('img', { src: URL.createObjectURL(file), alt: file.name })
      : element('span', { class: 'name' }, file.name);
    return element('li', {}, preview, remove);
  }

  function send(): void {
    const text = box.value.trim();
    if (text.length > maxTextLength) return showProblem(words('composer.tooLong'));
    if (chosen.length > 0) sendFiles(chosen);
    if (text !== '') sendText(text);
    choose([]);
    showProblem('');
    box.value = '';
    keep.remove(draftName);
    fitBox();
    box.focus();
  }

  picker.addEventListener('change', () => {
    const picked = [...(picker.files ?? [])];
    const maxMb = limit.maxMb();
    const fits = ({ size }: File): boolean => size <= maxMb * bytesPerMb;
    const tooLarge = picked.find((file) => !fits(file));
    showProblem(tooLarge ? words('composer.tooLarge', { name: tooLarge.name, maxMb }) : '');
    choose([...chosen, ...picked.filter(fits)]);
    picker.value = '';
    box.focus();
  });
  box.addEventListener('input', () => {
    keep.set(draftName, box.value);
    fitBox();
  });
  box.addEventListener('keydown', (event) => {
    // An input method uses Enter to choose a word: that is no wish to send.
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    send();
  });
}
