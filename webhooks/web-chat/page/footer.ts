import { element, requireElement } from '../../../platform/http/look/element.ts';
import type { Words } from '../../../platform/http/look/words.ts';

/** The way to /progress, and the end of a conversation on a device that others use too. */
export function fillFooter(words: Words, end: () => Promise<boolean>): void {
  const ask = createQuestion(words, end);
  const button = element('button', { type: 'button', id: 'end' }, words('footer.end'));
  button.addEventListener('click', ask);
  requireElement('footer', HTMLElement).replaceChildren(
    element('a', { href: '/progress', target: '_blank', rel: 'noopener' }, words('intro.progress')),
    button,
  );
}

function createQuestion(words: Words, end: () => Promise<boolean>): () => void {
  const problem = element('p', { role: 'alert' });
  const cancel = element('button', { type: 'button' }, words('footer.endCancel'));
  const confirm = element(
    'button',
    { type: 'button', class: 'danger' },
    words('footer.endConfirm'),
  );
  const dialog = element(
    'dialog',
    { 'aria-labelledby': 'end-title' },
    element('h2', { id: 'end-title' }, words('footer.endTitle')),
    element('p', {}, words('footer.endText')),
    problem,
    element('div', { class: 'buttons' }, cancel, confirm),
  );
  cancel.addEventListener('click', () => dialog.close());
  const endNow = async (): Promise<void> => {
    if (await end()) dialog.close();
    else problem.textContent = words('footer.endFailed');
  };
  confirm.addEventListener('click', () => void endNow());
  document.body.append(dialog);
  return function ask() {
    problem.textContent = '';
    dialog.showModal();
  };
}
