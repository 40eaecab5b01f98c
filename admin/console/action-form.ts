import type { TicketAction } from '../../tickets/index.ts';

export type FieldName =
  | 'reason'
  | 'urgency'
  | 'text'
  | 'assigneeId'
  | 'into'
  | 'parts'
  | 'score'
  | 'comment'
  | 'words'
  | 'way'
  | 'officers';

/** One field of an action's dialog. `words` is the key of its label. */
type Field = {
  readonly name: FieldName;
  readonly words: string;
  readonly isRequired: boolean;
  /** Asked only after such a choice; absent: always. */
  readonly isAsked?: (filled: Filled) => boolean;
};
type Filled = Readonly<Partial<Record<FieldName, string>>>;

/** Everything beside the main line, what is used most first. */
export const sideActions: readonly TicketAction[] = [
  'assign',
  'ask',
  'reply',
  'transfer',
  'refuse',
  'find_unfounded',
  'send_back',
  'mediate',
  'ask_extension',
  'grant_extension',
  'refuse_extension',
  'pause',
  'resume',
  'merge',
  'split',
  'supplement',
  'urge',
  'rate',
  'withdraw',
  'hand_back',
  'raise_urgent',
  'clear_urgent',
  'flag_retaliation',
];

/** How an action is asked for: at once, or by a dialog with fields. */
export type ActionForm = {
  readonly fields: readonly Field[];
  /** A move that ends the matter against the reporter's wish. */
  readonly isGrave?: boolean;
};

const reason = (isRequired: boolean): Field => ({
  name: 'reason',
  words: isRequired ? 'dialog.reason_required' : 'dialog.reason_optional',
  isRequired,
});
const text = (words: string): Field => ({ name: 'text', words, isRequired: true });

const forms: Readonly<Partial<Record<TicketAction, ActionForm>>> = {
  verify: {
    fields: [
      { name: 'way', words: 'officers.way', isRequired: true },
      {
        name: 'officers',
        words: 'officers.label',
        isRequired: true,
        isAsked: ({ way = 'by_file' }) => way !== 'by_file',
      },
      reason(false),
    ],
  },
  refuse: { fields: [reason(true)], isGrave: true },
  transfer: { fields: [reason(true)] },
  send_back: { fields: [reason(true)] },
  pause: { fields: [reason(true)] },
  ask_extension: { fields: [reason(true)] },
  grant_extension: { fields: [reason(true)] },
  refuse_extension: { fields: [reason(true)] },
  find_unfounded: { fields: [reason(false)], isGrave: true },
  withdraw: { fields: [reason(false)], isGrave: true },
  clear_urgent: { fields: [reason(true)] },
  hand_back: { fields: [reason(true)] },
  raise_urgent: { fields: [{ name: 'urgency', words: 'dialog.urgency', isRequired: true }] },
  mediate: { fields: [reason(false)] },
  ask: { fields: [text('dialog.ask_text')] },
  answer: { fields: [text('dialog.answer_text')] },
  reply: { fields: [text('dialog.text')] },
  assign: { fields: [{ name: 'assigneeId', words: 'dialog.assignee', isRequired: true }] },
  merge: {
    fields: [{ name: 'into', words: 'dialog.merged_into', isRequired: true }, reason(false)],
  },
  split: { fields: [{ name: 'parts', words: 'dialog.parts', isRequired: true }, reason(false)] },
  supplement: { fields: [{ name: 'words', words: 'dialog.text', isRequired: true }] },
  rate: {
    fields: [
      { name: 'score', words: 'dialog.score', isRequired: true },
      { name: 'comment', words: 'dialog.comment', isRequired: false },
    ],
  },
};

/** The form of an action; one that needs nothing still offers a note on why. */
export function toActionForm(action: TicketAction): ActionForm {
  return forms[action] ?? { fields: [reason(false)] };
}

/** The main line: each ticket offers at most one of these, and it is what usually comes next. */
export const mainActions: readonly TicketAction[] = [
  'accept',
  'analyse',
  'verify',
  'supervise',
  'rectify',
  'check',
  'close',
  'answer',
];

export type ActionInput = {
  readonly reason?: string;
  readonly values?: Readonly<Record<string, string>>;
};

/** What a filled form says to the API. */
export function toActionInput(filled: Filled): ActionInput {
  const { reason: why = '', parts = '', ...rest } = filled;
  const matters = parts.split(/\n\s*\n/).filter((part) => part.trim() !== '');
  const values = Object.fromEntries([
    ...Object.entries(rest).filter(([, value]) => value.trim() !== ''),
    ...matters.map((part, index) => [`part${index + 1}`, part.trim()] as const),
  ]);
  return {
    ...(why.trim() !== '' && { reason: why.trim() }),
    ...(Object.keys(values).length > 0 && { values }),
  };
}
