import { element } from '../../platform/http/look/element.ts';
import type { Words } from '../../platform/http/look/words.ts';
import type { MemberView } from '../member-view.ts';
import { newActId, post } from './api.ts';
import { createForm, toProblemText } from './form.ts';

const answers = ['named', 'sealed', 'withdrawn'] as const;

/** The member's own page: how they would be named, and what they may say; afterwards what they said. */
export function renderMember(
  member: MemberView,
  code: string,
  words: Words,
  show: (member: MemberView) => void,
): HTMLElement {
  const { number, name, state, confirmFrom } = member;
  const told =
    confirmFrom === undefined
      ? words(`member.${state}`, { number })
      : words('member.confirmFrom', { number, day: confirmFrom });
  const isOpen = state === 'waiting' && confirmFrom === undefined;
  return element(
    'section',
    { class: 'card lead' },
    element('h2', {}, words('member.title')),
    element('p', { role: 'status' }, told),
    ...(isOpen ? [element('blockquote', {}, name), createAnswerForm(code, words, show)] : []),
  );
}

function createAnswerForm(
  code: string,
  words: Words,
  show: (member: MemberView) => void,
): HTMLFormElement {
  const id = newActId();
  const rows = answers.map((answer) => {
    const input = element('input', {
      type: 'radio',
      name: 'member',
      id: `member-${answer}`,
      value: answer,
    });
    const label = element('label', { for: input.id }, words(`member.answer.${answer}`));
    return { input, row: element('div', { class: 'choice' }, input, label) };
  });
  return createForm({
    words,
    submit: words('member.submit'),
    fields: [
      element(
        'fieldset',
        {},
        element('legend', {}, words('member.legend')),
        ...rows.map(({ row }) => row),
      ),
    ],
    async send() {
      const answer = rows.find(({ input }) => input.checked)?.input.value;
      if (answer === undefined) return words('member.choose');
      const given = await post<MemberView>('/progress/member/answer', { code, id, answer });
      if (given.kind === 'refused') return toProblemText(given.refusal, words);
      show(given.value);
      return undefined;
    },
  });
}
