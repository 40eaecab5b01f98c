import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parseMessageXml, toTextReplyXml } from '../../../webhooks/wx-crypto/index.ts';

describe('parsing a decrypted message', () => {
  it('keeps every value the text it is', () => {
    const xml = '<xml><MsgId>23012345678901234567</MsgId><A>0012</A><B>1e5</B><C> x </C><D/></xml>';
    expect(parseMessageXml(xml)).toEqual({
      MsgId: '23012345678901234567',
      A: '0012',
      B: '1e5',
      C: ' x ',
      D: '',
    });
  });

  it('leaves entities as they stand, however many', () => {
    const entities = '&#65;'.repeat(1_500);
    expect(parseMessageXml(`<xml><A>${entities}</A></xml>`)).toEqual({ A: entities });
  });

  it('keeps nested elements, and repeats only of List', () => {
    const xml = '<xml><Info><Type>qr</Type></Info><List><a>1</a></List><List><a>2</a></List></xml>';
    expect(parseMessageXml(xml)).toMatchObject({ Info: { Type: 'qr' }, List: [{}, {}] });
  });

  it.each([
    ['a document type', '<!DOCTYPE xml [<!ENTITY x SYSTEM "file:///etc/passwd">]><xml>&x;</xml>'],
    ['a document type after the declaration', '<?xml version="1.0"?><!DOCTYPE xml><xml></xml>'],
    ['an unclosed element', '<xml><A>1</xml>'],
    ['a second document', '<xml></xml><xml></xml>'],
    ['JSON', '{"xml":{}}'],
    ['nothing', ''],
    ['no element at all', '<xml>text</xml>'],
    ['an element twice', '<xml><FromUserName>a</FromUserName><FromUserName>b</FromUserName></xml>'],
    ['a depth of 5,000', `<xml>${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}</xml>`],
    ['7,800 siblings', `<xml>${'<a>1</a>'.repeat(7_800)}</xml>`],
    ['__proto__', '<xml><__proto__><admin>1</admin></__proto__></xml>'],
    ['constructor', '<xml><constructor>1</constructor></xml>'],
  ])('refuses %s', (_, xml) => {
    expect(() => parseMessageXml(xml)).toThrow('callback_malformed');
    expect(Object.keys(Object.prototype)).toEqual([]);
  });
});

/** XML knows one end of a line: a parser makes it of the other two. */
const toXmlLines = (text: string): string => text.replaceAll(/\r\n?/g, '\n');

describe('a text reply', () => {
  const reply = { to: 'o1', from: 'gh_1', at: new Date(1_700_000_000_999) };

  it('holds both names, whole seconds and the text', () => {
    expect(parseMessageXml(toTextReplyXml({ ...reply, text: '您好 <b>' }))).toEqual({
      ToUserName: 'o1',
      FromUserName: 'gh_1',
      CreateTime: '1700000000',
      MsgType: 'text',
      Content: '您好 <b>',
    });
  });

  it('lets no text break out of its element', () => {
    const text = ']]></Content><MsgType>image</MsgType><Content><![CDATA[';
    const xml = toTextReplyXml({ ...reply, text });
    expect(parseMessageXml(xml)).toMatchObject({ MsgType: 'text', Content: text });
  });

  it('stays well-formed whatever the text holds, and loses only what XML cannot hold', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const content = parseMessageXml(toTextReplyXml({ ...reply, text }))['Content'];
        const kept = text.replaceAll(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu, '');
        expect(toXmlLines(String(content))).toBe(toXmlLines(kept));
      }),
    );
  });

  it('drops a lone half of a surrogate pair', () => {
    const xml = toTextReplyXml({ ...reply, text: 'a\uD83Db' });
    expect(parseMessageXml(xml)).toMatchObject({ Content: 'ab' });
  });
});
