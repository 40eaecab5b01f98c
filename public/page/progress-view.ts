import { element } from '../../platform/http/look/element.ts';
import type { Words } from '../../platform/http/look/words.ts';
import type { Progress } from '../progress.ts';

type OpenPicture = (fileId: string) => Promise<Blob | undefined>;

/** A ticket for its reporter: where it stands, what comes next, what happened, what was said. */
export function renderProgress(
  progress: Progress,
  words: Words,
  openPicture: OpenPicture,
): readonly HTMLElement[] {
  const moment = new Intl.DateTimeFormat(document.documentElement.lang, {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'medium',
    timeStyle: 'short',
  });
  const toMoment = (at: string): HTMLElement =>
    element('time', { datetime: at }, moment.format(new Date(at)));
  return [
    renderStanding(progress, words),
    ...(progress.course.length === 0 ? [] : [renderCourse(progress, words)]),
    renderSection(
      words('view.timeline'),
      element(
        'ol',
        { class: 'timeline' },
        ...progress.timeline
          .toReversed()
          .map(({ at, text }) => element('li', {}, toMoment(at), element('p', {}, text))),
      ),
    ),
    renderSection(
      words('view.messages'),
      progress.messages.length === 0
        ? element('p', { class: 'hint' }, words('view.noMessages'))
        : element(
            'ol',
            { class: 'messages' },
            ...progress.messages.map((message) =>
              element(
                'li',
                { class: message.author },
                element(
                  'p',
                  { class: 'who' },
                  words(message.author === 'staff' ? 'view.staff' : 'view.you'),
                  ' ',
                  toMoment(message.at),
                ),
                renderContent(message, words, openPicture),
              ),
            ),
          ),
    ),
  ];
}

function renderSection(title: string, ...content: readonly Node[]): HTMLElement {
  return element('section', { class: 'card' }, element('h2', {}, title), ...content);
}

function renderStanding(progress: Progress, words: Words): HTMLElement {
  const due = `${progress.dueOn ?? ''}${progress.isDueProvisional ? words('view.dueProvisional') : ''}`;
  const facts: readonly (readonly [string, string])[] = [
    [words('view.number'), progress.number],
    [words('view.next'), progress.next],
    [words('view.filedOn'), progress.filedOn],
    ...(progress.dueOn === undefined ? [] : [[words('view.dueOn'), due] as const]),
    ...(progress.isPaused ? [[words('view.paused'), '✓'] as const] : []),
  ];
  return element(
    'section',
    { class: 'card lead' },
    element('p', { class: 'kind' }, progress.kind),
    element('h2', { class: `status ${progress.status}` }, progress.statusText),
    element(
      'dl',
      {},
      ...facts.map(([name, value]) =>
        element('div', {}, element('dt', {}, name), element('dd', {}, value)),
      ),
    ),
  );
}

function renderCourse({ course }: Progress, words: Words): HTMLElement {
  const steps = course.map(({ text, state }) =>
    element(
      'li',
      { class: state, 'aria-current': state === 'now' ? 'step' : undefined },
      element('span', {}, text),
      element('span', { class: 'hidden' }, ` ${words(`view.${state}`)}`),
    ),
  );
  return renderSection(words('view.course'), element('ol', { class: 'course' }, ...steps));
}

function renderContent(
  { kind, text, fileId }: Progress['messages'][number],
  words: Words,
  openPicture: OpenPicture,
): HTMLElement {
  if (kind === 'text') return element('p', {}, text);
  if (kind === 'file') return element('p', {}, words('view.file', { name: text }));
  if (kind === 'other' || fileId === undefined) {
    return element('p', {}, text === '' ? words('view.otherMessage') : text);
  }
  const frame = element('div', { class: 'picture' });
  const show = async (): Promise<void> => {
    const blob = await openPicture(fileId);
    frame.append(
      blob === undefined
        ? element('p', {}, words('view.pictureFailed'))
        : element('img', { src: URL.createObjectURL(blob), alt: words('view.picture') }),
    );
  };
  void show();
  return frame;
}
