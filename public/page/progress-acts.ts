import { element } from '../../platform/http/look/element.ts';
import { createAct, finish, toCard, type ActContext } from './act.ts';
import type { Answer, Done } from './api.ts';
import { renderContact } from './choose-contact.ts';
import { createForm, labelled, toProblemText } from './form.ts';

/** A form for each thing that the reporter may do now, and none for the others. */
export function createActs(context: ActContext): readonly HTMLElement[] {
  const forms: Readonly<Record<string, (context: ActContext) => HTMLElement>> = {
    supplement: renderSupplement,
    urge: renderUrge,
    rate: renderRate,
    withdraw: renderWithdraw,
  };
  const acts = Object.entries(forms)
    .filter(([action]) => context.progress.actions.includes(action))
    .map(([, render]) => render(context));
  return [...renderContact(context), ...acts];
}

function renderSupplement(context: ActContext): HTMLElement {
  const { words } = context;
  const text = element('textarea', { id: 'supplement', rows: '4', maxlength: '4000' });
  const file = element('input', {
    id: 'evidence',
    type: 'file',
    accept: 'image/*,application/pdf',
  });
  const textAct = createAct(context, '/progress/messages');
  const fileAct = createAct(context, '/progress/files');
  const form = createForm({
    words,
    submit: words('supplement.submit'),
    fields: [labelled(text, words('supplement.label')), labelled(file, words('supplement.file'))],
    async send() {
      const chosen = file.files?.[0];
      const said = text.value.trim();
      if (said === '' && chosen === undefined) return words('supplement.empty');
      let done: Answer<Done> | undefined;
      if (chosen !== undefined) done = await fileAct({ file: chosen });
      if (said !== '' && done?.kind !== 'refused') done = await textAct({ text: said });
      return finish(done, context, words('supplement.done'));
    },
  });
  return toCard(words('supplement.title'), form);
}

function renderUrge(context: ActContext): HTMLElement {
  const { words } = context;
  const act = createAct(context, '/progress/urge');
  const form = createForm({
    words,
    submit: words('urge.submit'),
    fields: [element('p', {}, words('urge.text'))],
    async send() {
      const answer = await act({});
      const day = answer.kind === 'ok' ? (answer.value.day ?? '') : '';
      return finish(answer, context, words('urge.done', { day }));
    },
  });
  return toCard(words('urge.title'), form);
}

function renderRate(context: ActContext): HTMLElement {
  const { words, progress } = context;
  const scores = [5, 4, 3, 2, 1].map((score) => {
    const input = element('input', {
      type: 'radio',
      name: 'score',
      id: `score-${score}`,
      value: String(score),
      checked: progress.rating === score,
    });
    const label = element('label', { for: input.id }, words(`rate.${score}`));
    return { input, row: element('div', { class: 'choice' }, input, label) };
  });
  const comment = element('textarea', { id: 'comment', rows: '2', maxlength: '1000' });
  const act = createAct(context, '/progress/rate');
  const form = createForm({
    words,
    submit: words('rate.submit'),
    fields: [
      element(
        'fieldset',
        {},
        element('legend', {}, words('rate.legend')),
        ...scores.map(({ row }) => row),
      ),
      labelled(comment, words('rate.comment')),
    ],
    async send() {
      const chosen = scores.find(({ input }) => input.checked)?.input.value;
      if (chosen === undefined) return words('rate.choose');
      const said = comment.value.trim();
      const answer = await act({
        score: Number(chosen),
        ...(said === '' ? {} : { comment: said }),
      });
      return finish(answer, context, words('rate.done'));
    },
  });
  return toCard(words('rate.title'), form);
}

function renderWithdraw(context: ActContext): HTMLElement {
  const { words } = context;
  const reason = element('textarea', { id: 'reason', rows: '2', maxlength: '500' });
  const confirmed = element('input', { type: 'checkbox', id: 'confirmed' });
  const act = createAct(context, '/progress/withdraw');
  const form = createForm({
    words,
    tone: 'danger',
    submit: words('withdraw.submit'),
    fields: [
      element('p', {}, words('withdraw.text')),
      labelled(reason, words('withdraw.reason')),
      element(
        'div',
        { class: 'choice' },
        confirmed,
        element('label', { for: 'confirmed' }, words('withdraw.confirm')),
      ),
    ],
    async send() {
      if (!confirmed.checked) return words('withdraw.needConfirm');
      const said = reason.value.trim();
      const answer = await act({ confirmed: true, ...(said === '' ? {} : { reason: said }) });
      if (answer.kind === 'refused') return toProblemText(answer.refusal, words);
      const { outcome, day = '' } = answer.value;
      return finish(answer, context, words(`withdraw.${outcome}`, { day }));
    },
  });
  return element(
    'details',
    { class: 'card' },
    element('summary', {}, words('withdraw.title')),
    form,
  );
}
