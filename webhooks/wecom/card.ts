import type { StaffCard, Words } from '../../bot/index.ts';

/** The words on a card's face, which a locked screen may show: never a unit, a kind or what was said. */
export type CardTexts = {
  readonly news: string;
  readonly choose: string;
  /** Above a list of reasons. */
  readonly reason: string;
  /** On the button once it was pressed. */
  readonly taken: string;
};

/** A card with buttons. https://developer.work.weixin.qq.com/document/path/101032 */
export type Card = {
  readonly card_type: 'button_interaction';
  readonly main_title: { readonly title: string; readonly desc?: string };
  readonly task_id: string;
  readonly button_list: readonly { readonly text: string; readonly key: string }[];
  readonly button_selection?: {
    readonly question_key: string;
    readonly title: string;
    readonly option_list: readonly { readonly id: string; readonly text: string }[];
  };
};

/** A card that only tells, and where a tap on it leads. https://developer.work.weixin.qq.com/document/path/90236 */
export type NoticeCard = {
  readonly card_type: 'text_notice';
  readonly main_title: { readonly title: string; readonly desc?: string };
  readonly task_id: string;
  readonly card_action: { readonly type: 1; readonly url: string };
};

const maxButtons = 6;
const maxLabelLength = 10;
const maxKeyBytes = 1024;
/** Ten digits that stand alone: a telephone number has more. */
const ticketNumber = /(?<!\d)\d{10}(?!\d)/;

/** The buttons of these words, under a ticket's number and nothing more; undefined when they make no card. */
export function toCard(words: Words, taskId: string, texts: CardTexts): Card | undefined {
  const { options = [] } = words;
  const fits = options.every(
    ({ label, say }) => label.length <= maxLabelLength && Buffer.byteLength(say) <= maxKeyBytes,
  );
  if (options.length === 0 || options.length > maxButtons || !fits) return undefined;
  const number = ticketNumber.exec(words.text)?.[0];
  return {
    card_type: 'button_interaction',
    main_title:
      number === undefined ? { title: texts.choose } : { title: texts.news, desc: number },
    task_id: taskId,
    button_list: options.map(({ label, say }) => ({ text: label, key: say })),
  };
}

/** A card for a member of staff: the number, and what may be done with it. */
export function toStaffCard(
  { number, buttons, reasons, link }: StaffCard,
  taskId: string,
  texts: CardTexts,
): Card | NoticeCard {
  if (link !== undefined) {
    return {
      card_type: 'text_notice',
      main_title: { title: texts.news, ...(number !== '' && { desc: number }) },
      task_id: taskId,
      card_action: { type: 1, url: link },
    };
  }
  return {
    card_type: 'button_interaction',
    main_title: { title: texts.news, desc: number },
    task_id: taskId,
    button_list: buttons.map(({ label, key }) => ({ text: label, key })),
    ...(reasons !== undefined && {
      button_selection: {
        question_key: 'reason',
        title: texts.reason,
        option_list: reasons.map(({ id, label }) => ({ id, text: label })),
      },
    }),
  };
}
