import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createHttpESeal } from '../../platform/e-seal.ts';
import { eSealToken, startFakeESeal, type FakeESeal } from '../support/fake-e-seal.ts';

let platform: FakeESeal;
beforeAll(async () => {
  platform = await startFakeESeal();
});
afterAll(() => platform.stop());

const document = {
  id: 'd-1',
  organName: '清河县司法局',
  number: {
    organ: 'bureau',
    kind: 'feedback_letter',
    year: 2026,
    seq: 3,
    text: '清司监函〔2026〕3号',
  },
};
const paper = Buffer.from('%PDF-1.4\n% 未用印\n');
const toSeal = (token = eSealToken, url = platform.url, maxBytes = 1000) =>
  createHttpESeal({ url, token }, fetch, maxBytes);

describe('the seal platform', () => {
  test('gets paper, organ and number under the document’s key, and gives the sealed paper back', async () => {
    const sealed = Buffer.from(await toSeal()(document, paper));
    expect(sealed.subarray(0, paper.length)).toEqual(paper);
    expect(sealed.toString()).toContain('% sealed');
    expect(platform.asked.at(-1)).toEqual({
      key: 'd-1',
      organ: '清河县司法局',
      number: '清司监函〔2026〕3号',
    });
  });

  test('that says no, or answers what is no PDF, refuses', async () => {
    await expect(toSeal('wrong')(document, paper)).rejects.toMatchObject({
      code: 'document_seal_refused',
      detail: 'HTTP 401',
    });
    await expect(toSeal()(document, Buffer.from('<html>'))).rejects.toMatchObject({
      detail: 'no PDF',
    });
    await expect(toSeal(eSealToken, platform.url, 4)(document, paper)).rejects.toMatchObject({
      detail: 'too large',
    });
  });

  test('that cannot be reached is said to be so', async () => {
    const nobody = toSeal(eSealToken, 'http://127.0.0.1:1/seal');
    await expect(nobody(document, paper)).rejects.toMatchObject({
      code: 'document_seal_unreachable',
    });
  });
});
