import { beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import {
  decryptMessage,
  encryptMessage,
  isSignatureOf,
  parseMessageXml,
  toAesKey,
} from '../../../webhooks/wx-crypto/index.ts';
import { readSharedData } from '../../support/shared-data.ts';

const ReceivedSchema = z.object({
  corpId: z.string(),
  token: z.string(),
  key: z.string(),
  sig: z.string(),
  ts: z.string(),
  nonce: z.string(),
  enc: z.string(),
});
const MadeSchema = z.object({
  corpId: z.string(),
  key: z.string(),
  random: z.string(),
  plain: z.string(),
  enc: z.string(),
});
const VectorsSchema = z.object({
  wecomMsg: ReceivedSchema,
  wecomUrl: ReceivedSchema.extend({ plain: z.string() }),
  oaMsg: ReceivedSchema,
  javaDet1: MadeSchema,
  javaDet2: MadeSchema,
});

function open({ token, ts, nonce, enc, sig, key, corpId }: z.infer<typeof ReceivedSchema>): string {
  expect(isSignatureOf(sig, [token, ts, nonce, enc])).toBe(true);
  return decryptMessage(toAesKey(key), corpId, enc);
}

const file = readSharedData('vectors/wxbizmsgcrypt.json');

(file === undefined ? describe.skip : describe)('the official vectors', () => {
  let vectors: z.infer<typeof VectorsSchema>;
  beforeAll(() => {
    vectors = VectorsSchema.parse(JSON.parse(file ?? '{}'));
  });

  it('opens the WeCom message', () => {
    expect(parseMessageXml(open(vectors.wecomMsg))).toMatchObject({
      MsgId: '4561255354251345929',
      Content: 'hello',
    });
  });

  it('opens the WeCom URL check, whose echostr holds a plus', () => {
    expect(open(vectors.wecomUrl)).toBe(vectors.wecomUrl.plain);
  });

  it('opens the official account message and keeps its 64-bit id exact', () => {
    expect(parseMessageXml(open(vectors.oaMsg))).toMatchObject({
      FromUserName: 'oyORnuP8q7ou2gfYjqLzSIWZf0rs',
      Content: 'abcdteT',
      MsgId: '6054768590064713728',
    });
  });

  it.each(['javaDet1', 'javaDet2'] as const)('encrypts %s byte for byte', (name) => {
    const { key, corpId, plain, random, enc } = vectors[name];
    expect(encryptMessage(toAesKey(key), corpId, plain, Buffer.from(random))).toBe(enc);
  });
});
