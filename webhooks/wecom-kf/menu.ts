import { toPlainText, type Words } from '../../bot/index.ts';
import { splitText } from '../wx-api/index.ts';

/** One message to a customer. https://developer.work.weixin.qq.com/document/path/94677 */
export type KfPart =
  | { readonly msgtype: 'text'; readonly text: { readonly content: string } }
  | { readonly msgtype: 'msgmenu'; readonly msgmenu: KfMenu };

type KfMenu = {
  readonly head_content?: string;
  readonly list: readonly {
    readonly type: 'click';
    readonly click: { readonly id: string; readonly content: string };
  }[];
};

const textMaxBytes = 2048;
const headMaxBytes = 1024;
const labelMaxBytes = 128;
const idMaxBytes = 64;
const maxItems = 10;
/** Tells our items from those of menus that were made in the platform's console. */
const idPrefix = 'say:';

/** Words as messages: options that fit become a menu, under the text where that is short. */
export function toParts(words: Words): readonly KfPart[] {
  const { text, options = [] } = words;
  const list = options.map(({ label, say }) => ({
    type: 'click' as const,
    click: { id: idPrefix + say, content: label },
  }));
  const fits = list.every(
    ({ click }) =>
      Buffer.byteLength(click.id) <= idMaxBytes &&
      Buffer.byteLength(click.content) <= labelMaxBytes,
  );
  if (list.length === 0 || list.length > maxItems || !fits) return toTexts(toPlainText(words));
  return Buffer.byteLength(text) <= headMaxBytes
    ? [{ msgtype: 'msgmenu', msgmenu: { head_content: text, list } }]
    : [...toTexts(text), { msgtype: 'msgmenu', msgmenu: { list } }];
}

function toTexts(text: string): readonly KfPart[] {
  return splitText(text, textMaxBytes).map((content) => ({ msgtype: 'text', text: { content } }));
}

/** What a tapped item of ours says; undefined for any other. */
export function readMenuId(menuId: string | undefined): string | undefined {
  return menuId?.startsWith(idPrefix) ? menuId.slice(idPrefix.length) : undefined;
}
