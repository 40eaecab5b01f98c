import { element } from '../../platform/http/look/element.ts';
import { createForm } from './form.ts';
import { createAct, finish, toCard, type ActContext } from './act.ts';

type Contact = NonNullable<ActContext['progress']['contact']>;

/** The words for the unit, what in them may point to the reporter, and the choices; nothing when nobody asked. */
export function renderContact(context: ActContext): readonly HTMLElement[] {
  const { words, progress } = context;
  const { contact } = progress;
  if (contact === undefined) return [];
  const title = words('consent.page.title');
  if (contact.state === 'life_at_stake') {
    const told = element('p', {}, words('consent.page.life'));
    return [element('section', { class: 'card' }, element('h2', {}, title), told)];
  }
  return contact.choices.length === 0 ? [] : [toCard(title, createChoiceForm(context, contact))];
}

function createChoiceForm(context: ActContext, contact: Contact): HTMLFormElement {
  const { words } = context;
  const toName = (choice: string) => words(`consent.choice.${choice}`);
  const rows = contact.choices.map((choice) => {
    const input = element('input', {
      type: 'radio',
      name: 'contact',
      id: `contact-${choice}`,
      value: choice,
      checked: contact.state === choice,
    });
    const label = element('label', { for: input.id }, toName(choice));
    return { input, row: element('div', { class: 'choice' }, input, label) };
  });
  const act = createAct(context, '/progress/contact');
  return createForm({
    words,
    submit: words('consent.page.submit'),
    fields: [
      ...renderQuestion(context, contact),
      element(
        'fieldset',
        {},
        element('legend', {}, words('consent.page.legend')),
        ...rows.map(({ row }) => row),
      ),
    ],
    async send() {
      const choice = rows.find(({ input }) => input.checked)?.input.value;
      if (choice === undefined) return words('consent.page.choose');
      const said = words('consent.page.done', { choice: toName(choice) });
      return finish(await act({ choice, question: contact.question }), context, said);
    },
  });
}

function renderQuestion({ words }: ActContext, contact: Contact): readonly HTMLElement[] {
  if (contact.words === '') return [element('p', {}, words('consent.page.sealed'))];
  const { givesAway } = contact;
  return [
    element('p', {}, words('consent.page.words')),
    element('blockquote', {}, contact.words),
    element('p', {}, words('consent.page.leak')),
    givesAway.length === 0
      ? element('p', {}, words('consent.page.none'))
      : element('ul', {}, ...givesAway.map((clue) => element('li', {}, clue))),
  ];
}
