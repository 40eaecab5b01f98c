/** A text message in a passive reply, before encryption. The text can neither break out nor break the XML. */
export function toTextReplyXml(reply: {
  readonly to: string;
  readonly from: string;
  readonly at: Date;
  readonly text: string;
}): string {
  return [
    '<xml>',
    `<ToUserName>${toCdata(reply.to)}</ToUserName>`,
    `<FromUserName>${toCdata(reply.from)}</FromUserName>`,
    `<CreateTime>${Math.floor(reply.at.getTime() / 1000)}</CreateTime>`,
    '<MsgType><![CDATA[text]]></MsgType>',
    `<Content>${toCdata(reply.text)}</Content>`,
    '</xml>',
  ].join('');
}

/** Characters that XML 1.0 cannot hold even escaped: controls, lone surrogates and two non-characters. */
const notXml = /[^\P{Cc}\t\n\r]|\p{Cs}|[\uFFFE\uFFFF]/gu;

function toCdata(text: string): string {
  return `<![CDATA[${text.replaceAll(notXml, '').replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}
