import type { Language, Outcome, Reply, Manner } from '../bot/index.ts';
import type { DialogueState } from './dialogue.ts';
import { orderForElderly, watchNeed } from './elderly-need.ts';
import type { Heard } from './hear.ts';
import { askQuestion, whereWeWere } from './questions.ts';

type Conclusion = {
  readonly replies: readonly Reply[];
  readonly state: DialogueState;
  readonly language?: Language;
  readonly manner?: Manner;
  readonly ticketId?: string;
  readonly claimedMessageIds?: readonly string[];
  /** Leaves the question that was asked last as it stands, unrepeated. */
  readonly isAside?: boolean;
};

/** Closes a turn: an open form asks its question again, and the numbers of the last options are kept. */
export function conclude(heard: Heard, conclusion: Conclusion): Outcome<DialogueState> {
  const { isAside = false, state, ...rest } = conclusion;
  const { language = heard.spokenLanguage, manner = heard.manner } = conclusion;
  const isFormNext = !isAside && state.form !== undefined && state.pending === undefined;
  const question = isFormNext && state.form !== undefined ? askQuestion(state.form) : [];
  const { need, offer } = watchNeed(heard, conclusion.replies);
  const said = [
    ...openingLines(heard),
    ...nameFault(heard),
    ...conclusion.replies,
    ...offer,
    ...question,
  ];
  const replies = manner === 'elderly' ? said.map(orderForElderly) : said;
  return {
    ...rest,
    ...(language === heard.language ? {} : { language }),
    replies,
    state: {
      ...state,
      ...(need === undefined ? {} : { need }),
      greeted: true,
      seenAt: heard.at.toISOString(),
      choices: isAside ? state.choices : toChoices(replies),
    },
  };
}

/** Says nothing and remembers nothing but what `state` says. */
export function stayQuiet(heard: Heard): Outcome<DialogueState> {
  return { replies: [], state: heard.state };
}

/** A picture whose bytes came with its message is looked at before it is answered. */
function nameFault({ message: { content } }: Heard): readonly Reply[] {
  const fault = content.kind === 'image' ? content.fault : undefined;
  return fault === undefined ? [] : [{ key: `conversation.picture.${fault}` }];
}

/** What is said first: that the memory was lost, or where we were before a long silence. */
function openingLines(heard: Heard): readonly Reply[] {
  if (heard.wasUnreadable) return [{ key: 'conversation.startedAfresh' }];
  const { form } = heard.state;
  return form !== undefined && heard.hasBeenAway ? [whereWeWere(form)] : [];
}

function toChoices(replies: readonly Reply[]): DialogueState['choices'] {
  return (
    replies.findLast(({ options }) => options !== undefined && options.length > 0)?.options ?? []
  );
}
