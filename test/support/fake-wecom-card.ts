import { z } from 'zod';
import type { CallbackFields } from './build-callback.ts';

const maxBytes = (limit: number) =>
  z
    .string()
    .min(1)
    .refine((text) => Buffer.byteLength(text) <= limit);

function areDifferent(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}

const OptionSchema = z.strictObject({ id: maxBytes(128), text: maxBytes(128) });
const ButtonSchema = z.strictObject({ text: maxBytes(128), key: maxBytes(1024) });

/** A card with buttons as WeCom takes it. https://developer.work.weixin.qq.com/document/path/101032 */
export const CardSchema = z.strictObject({
  card_type: z.literal('button_interaction'),
  main_title: z.strictObject({ title: maxBytes(128), desc: maxBytes(512).optional() }),
  task_id: z.string().regex(/^[\w@-]{1,128}$/),
  button_list: z
    .array(ButtonSchema)
    .min(1)
    .max(6)
    .refine((buttons) => areDifferent(buttons.map(({ key }) => key))),
  button_selection: z
    .strictObject({
      question_key: maxBytes(1024),
      title: maxBytes(128).optional(),
      option_list: z
        .array(OptionSchema)
        .min(1)
        .max(10)
        .refine((options) => areDifferent(options.map(({ id }) => id))),
      selected_id: z.string().optional(),
    })
    .refine(
      ({ selected_id, option_list }) =>
        selected_id === undefined || option_list.some(({ id }) => id === selected_id),
    )
    .optional(),
});

/** A card that only tells. https://developer.work.weixin.qq.com/document/path/90236 */
export const NoticeCardSchema = z.strictObject({
  card_type: z.literal('text_notice'),
  main_title: z.strictObject({ title: maxBytes(128), desc: maxBytes(512).optional() }),
  task_id: z.string().regex(/^[\w@-]{1,128}$/),
  card_action: z.strictObject({ type: z.literal(1), url: z.url() }),
});
export type SentNotice = z.infer<typeof NoticeCardSchema>;

export type SentCard = z.infer<typeof CardSchema>;

/** The fields of the event that a pressed button makes, and its list of what was chosen, as XML. */
export type Pressed = { readonly fields: CallbackFields; readonly selectedXml: string };

type Press = {
  readonly label: string;
  /** Chosen from the card's list; without it the first one stands, as on the screen. */
  readonly optionId: string | undefined;
  readonly responseCode: string;
};

/** Throws for a button or a choice that the card does not have: nobody could press it. */
export function pressCard(card: SentCard, { label, optionId, responseCode }: Press): Pressed {
  const button = card.button_list.find(({ text }) => text === label);
  if (button === undefined) throw new Error(`the card has no button ${label}`);
  const fields = {
    EventKey: button.key,
    TaskId: card.task_id,
    CardType: card.card_type,
    ResponseCode: responseCode,
  };
  const { button_selection: list } = card;
  if (list === undefined) return { fields, selectedXml: '' };
  const chosen = list.option_list.find(({ id }) => optionId === undefined || id === optionId);
  if (chosen === undefined) throw new Error(`the card has no choice ${optionId ?? ''}`);
  const question = `<QuestionKey><![CDATA[${list.question_key}]]></QuestionKey>`;
  const option = `<OptionIds><OptionId><![CDATA[${chosen.id}]]></OptionId></OptionIds>`;
  const item = `<SelectedItem>${question}${option}</SelectedItem>`;
  return { fields, selectedXml: `<SelectedItems>${item}</SelectedItems>` };
}
