import { element } from '../../platform/http/look/element.ts';
import type { Words } from '../../platform/http/look/words.ts';
import type { ProgressPapers } from '../progress-papers.ts';
import { openPaper, post } from './api.ts';

/** Official documents that were served; the card is empty and hidden while there is none. */
export function createPapersCard(code: string, words: Words): HTMLElement {
  const card = element('section', { class: 'card', hidden: '' });
  void post<ProgressPapers>('/progress/papers', { code }).then((answer) => {
    if (answer.kind === 'refused' || answer.value.items.length === 0) return undefined;
    const said = element('p', { role: 'status' });
    card.replaceChildren(
      element('h2', {}, words('papers.title')),
      element(
        'ul',
        {},
        ...answer.value.items.map((paper) => renderPaper(paper, code, words, said)),
      ),
      said,
    );
    card.removeAttribute('hidden');
    return undefined;
  });
  return card;
}

function renderPaper(
  { id, title, number = '', servedOn }: ProgressPapers['items'][number],
  code: string,
  words: Words,
  said: HTMLElement,
): HTMLElement {
  const button = element('button', { type: 'button', class: 'button' }, words('papers.open'));
  button.addEventListener('click', () => {
    void openPaper(code, id).then((bytes) => {
      said.textContent = bytes === undefined ? words('papers.failed') : '';
      if (bytes !== undefined) save(bytes, title);
      return undefined;
    });
  });
  return element('li', {}, element('p', {}, `${title} ${number} `, servedOn), button);
}

function save(bytes: Blob, title: string): void {
  const url = URL.createObjectURL(bytes);
  element('a', { href: url, download: `${title}.pdf` }).click();
  URL.revokeObjectURL(url);
}
