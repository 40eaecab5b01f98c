import { element } from '../../platform/http/look/element.ts';
import type { Keep } from '../../platform/http/look/keep.ts';
import type { Words } from '../../platform/http/look/words.ts';
import type { MemberView } from '../member-view.ts';
import type { Progress } from '../progress.ts';
import { openPicture, post, type Done } from './api.ts';
import { createCertificateCard } from './certificate-card.ts';
import { createForm, labelled, toProblemText } from './form.ts';
import { renderMember } from './member-page.ts';
import { createPapersCard } from './papers-card.ts';
import { createActs } from './progress-acts.ts';
import { renderProgress } from './progress-view.ts';

type PageContext = {
  readonly words: Words;
  readonly language: string;
  /** This tab alone, until it is closed: the code is kept nowhere else. */
  readonly keep: Keep;
};

const codeName = 'code';

/** /progress: asks for the code, then shows the ticket and what its reporter may do. */
export function startProgress(main: HTMLElement, { words, language, keep }: PageContext): void {
  const code = keep.get(codeName);
  if (code === undefined) ask();
  else void open(code).then((problem) => (problem === undefined ? undefined : ask(problem)));

  function ask(problem?: string): void {
    const input = element('input', {
      id: 'code',
      class: 'code',
      autocomplete: 'off',
      autocapitalize: 'characters',
      spellcheck: 'false',
      maxlength: '40',
    });
    const form = createForm({
      words,
      submit: words('ask.submit'),
      fields: [labelled(input, words('ask.code'), words('ask.codeHint'))],
      send: () => open(input.value),
    });
    main.replaceChildren(
      element(
        'section',
        { class: 'card lead' },
        element('h2', {}, words('ask.title')),
        element('p', {}, words('ask.text')),
        ...(problem === undefined ? [] : [element('p', { role: 'alert' }, problem)]),
        form,
        element('p', { class: 'hint' }, words('ask.keep')),
      ),
      createCertificateCard(words),
    );
  }

  /** Shows the ticket; what went wrong comes back as a text. */
  async function open(entered: string): Promise<string | undefined> {
    const answer = await post<Progress>('/progress', { code: entered, language });
    if (answer.kind === 'refused') {
      if (answer.refusal.code === 'ticket_not_found') {
        keep.remove(codeName);
        const asked = await post<MemberView>('/progress/member', { code: entered });
        if (asked.kind === 'ok') {
          showMember(entered, asked.value);
          return undefined;
        }
      }
      // Too short to be a code at all: for the person the same as a wrong one.
      const isNoCode = answer.refusal.code === 'request_invalid';
      return isNoCode ? words('problem.ticket_not_found') : toProblemText(answer.refusal, words);
    }
    keep.set(codeName, entered);
    show(entered, answer.value);
    return undefined;
  }

  /** What was entered is the code of somebody whom a specialist reported for. */
  function showMember(entered: string, member: MemberView): void {
    const again = (answered: MemberView): void => showMember(entered, answered);
    const leave = element('button', { type: 'button', class: 'button' }, words('view.leave'));
    leave.addEventListener('click', () => ask());
    main.replaceChildren(
      renderMember(member, entered, words, again),
      element('section', { class: 'card' }, element('div', { class: 'buttons' }, leave)),
    );
    main.focus({ preventScroll: true });
  }

  function show(entered: string, progress: Progress, said = ''): void {
    const notice = element('p', { role: 'status', class: 'said', tabindex: '-1' }, said);
    const refresh = element('button', { type: 'button', class: 'button' }, words('view.refresh'));
    const leave = element('button', { type: 'button', class: 'button' }, words('view.leave'));
    refresh.addEventListener('click', () => void open(entered));
    leave.addEventListener('click', () => {
      keep.remove(codeName);
      ask();
    });
    const acts = createActs({
      words,
      progress,
      language,
      code: entered,
      onDone: (done: Done, text) => show(entered, done.progress, text),
    });
    main.replaceChildren(
      notice,
      ...renderProgress(progress, words, (fileId) => openPicture(entered, fileId)),
      createPapersCard(entered, words),
      ...acts,
      element(
        'section',
        { class: 'card' },
        element('p', { class: 'hint' }, words('view.leaveHint')),
        element('div', { class: 'buttons' }, refresh, leave),
      ),
    );
    window.scrollTo({ top: 0, behavior: 'instant' });
    (said === '' ? main : notice).focus({ preventScroll: true });
  }
}
