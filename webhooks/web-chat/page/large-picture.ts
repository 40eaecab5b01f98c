import { element } from '../../../platform/http/look/element.ts';
import type { Words } from '../../../platform/http/look/words.ts';

/** Shows one picture over the whole page until it is closed by button, Escape or a touch beside it. */
export function createLargePicture(words: Words): (source: string) => void {
  const image = element('img', { alt: words('log.picture') });
  const close = element('button', { type: 'button' }, words('log.closePicture'));
  const dialog = element(
    'dialog',
    { class: 'large-picture', 'aria-label': words('log.picture') },
    close,
    image,
  );
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
  document.body.append(dialog);
  return function showLarge(source) {
    image.src = source;
    dialog.showModal();
  };
}
