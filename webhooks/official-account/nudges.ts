import { createHash } from 'node:crypto';
import type { Channel, Nudge } from '../../bot/index.ts';
import type { OfficialAccountClient, TemplateNotice } from './client.ts';

/** The account's templates, each with the fields `character_string1` (number) and `thing2` (what is new). */
export type NoticeTemplates = {
  readonly templateId?: string;
  readonly subscribeTemplateId?: string;
  /** Where a tap leads: a page that asks for the receipt code and names no matter. */
  readonly url?: string;
};

/** Enough to tell rows apart; the row's own id is longer than WeChat takes. */
const CLIENT_MSG_ID_LENGTH = 32;

/** Ways to a person whose window is closed: each is there when its template is configured. */
export function createNudges(
  client: Pick<OfficialAccountClient, 'sendTemplate' | 'sendSubscription'>,
  { templateId, subscribeTemplateId, url }: NoticeTemplates,
): NonNullable<Channel['nudges']> {
  const toNotice = (id: string, nudge: Nudge, key: string): TemplateNotice => ({
    templateId: id,
    fields: { character_string1: nudge.number, thing2: nudge.news },
    clientMsgId: createHash('sha256').update(key).digest('hex').slice(0, CLIENT_MSG_ID_LENGTH),
    ...(url !== undefined && { url }),
  });
  return {
    ...(subscribeTemplateId !== undefined && {
      subscription: {
        templateId: subscribeTemplateId,
        send: (openId, nudge, key) =>
          client.sendSubscription(openId, toNotice(subscribeTemplateId, nudge, key)),
      },
    }),
    ...(templateId !== undefined && {
      template: {
        send: (openId, nudge, key) => client.sendTemplate(openId, toNotice(templateId, nudge, key)),
      },
    }),
  };
}
