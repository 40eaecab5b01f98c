import type { Reply } from '../bot/index.ts';
import type { PersonStore } from '../people/index.ts';
import type { Form } from './dialogue.ts';
import { confirmOpenness } from './form-commands.ts';
import type { Heard } from './hear.ts';
import { takeOutContact } from './spot/index.ts';
import { offerToSplit, offerToSplitOff } from './split-draft.ts';
import { takeWords, type Taken, type Words } from './take-words.ts';

export type TellPorts = {
  readonly people: Pick<PersonStore, 'keepForDraft'>;
  readonly fold: (text: string) => string;
};

/** What was said to a draft, written into it; name and number are sealed before anything else happens. */
export async function takeTelling(
  heard: Pick<Heard, 'personId'>,
  form: Form,
  words: Words,
  { people, fold }: TellPorts,
): Promise<{ readonly form: Form; readonly replies: readonly Reply[] }> {
  const taken = takeSecondMatter(form, words, fold) ?? takeWords(form, words, fold);
  const { openness } = taken.form;
  const contact = openness === 'anonymous' ? undefined : taken.contact;
  if (contact !== undefined) await people.keepForDraft(heard.personId, contact);
  const replies: Reply[] = [];
  if (taken.isUnclear) replies.push({ key: 'conversation.form.unclear' });
  if (openness !== undefined && openness !== form.openness) replies.push(confirmOpenness(openness));
  if (contact !== undefined) replies.push({ key: 'conversation.form.contactSealed' });
  const isFirstTelling = form.asking === 'story' && form.facts.story === undefined;
  return {
    form: isFirstTelling ? offerToSplit(taken.form, words.text, fold) : taken.form,
    replies,
  };
}

/** Another matter said to a draft that is told already: nothing in it answers the open question. */
function takeSecondMatter(
  form: Form,
  { id, text }: Words,
  fold: TellPorts['fold'],
): Taken | undefined {
  const { text: plain, contact } = takeOutContact(text, fold);
  const parted = offerToSplitOff(form, { id, text: plain }, fold);
  if (parted === undefined) return undefined;
  const hasAny = contact.name !== undefined || contact.phone !== undefined;
  return { form: parted, isUnclear: false, ...(hasAny && { contact }) };
}
