import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { OfficialDocument } from '../../tickets/index.ts';
import { buildDocument } from '../support/build-document.ts';
import { servePublic, type ServedPublic } from '../support/serve-public.ts';

const code = '7K2M-9QXC-4T0B-WE6R';
const facts = {
  kind: '行政执法监督通知书',
  organ: '清河县司法局',
  number: '清司监通〔2026〕12号',
  day: '2026-03-02',
  successor: '',
};
let served: ServedPublic;
beforeEach(async () => {
  served = await servePublic({ verifyLimit: { points: 6, perS: 60 } });
});
afterEach(() => served.stop());

function hold(...documents: readonly Partial<OfficialDocument>[]): void {
  served.backstage.documents.push(...documents.map((changes) => buildDocument(changes)));
}

async function check(given: string): Promise<unknown> {
  const response = await fetch(`${served.url}/verify/document`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code: given }),
  });
  return response.ok ? response.json() : response.status;
}

async function compare(bytes: string): Promise<unknown> {
  const body = new FormData();
  body.append('code', code);
  body.append('file', new Blob([bytes]), 'paper.pdf');
  const response = await fetch(`${served.url}/verify/file`, { method: 'POST', body });
  return response.json();
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('the check of an official document', () => {
  it('tells kind, organ, number and day of an issued one, and nothing more', async () => {
    hold({ state: 'issued', paraphrase: '群众反映检查时没有亮证', ticketNumber: '2603020123' });
    expect(await check(code)).toEqual({ verdict: 'genuine', ...facts });
  });

  it('takes the code as people type it', async () => {
    hold({ state: 'issued' });
    expect(await check(' 7k2m9qxc4tobwe6r ')).toMatchObject({ verdict: 'genuine' });
  });

  it('says that one is not sealed yet, is void, or was replaced by another', async () => {
    hold({ state: 'signed' });
    expect(await check(code)).toEqual({ verdict: 'unsealed', ...facts });
    served.backstage.documents.length = 0;
    hold({ state: 'void' });
    expect(await check(code)).toEqual({ verdict: 'void', ...facts });
    served.backstage.documents.length = 0;
    const number = {
      organ: 'bureau',
      kind: 'n',
      year: 2026,
      seq: 15,
      text: '清司监通〔2026〕15号',
    };
    hold({ state: 'issued', replacedBy: 'd-next' }, { id: 'd-next', verifyCode: 'other', number });
    expect(await check(code)).toEqual({
      verdict: 'replaced',
      ...facts,
      successor: '清司监通〔2026〕15号',
    });
  });

  it('knows no draft, and answers it as it answers a wrong code', async () => {
    for (const state of ['draft', 'in_review', 'approved'] as const) {
      served.backstage.documents.length = 0;
      hold({ state });
      expect(await check(code)).toEqual({ verdict: 'unknown' });
    }
    expect(await check('0000-0000-0000-0000')).toEqual({ verdict: 'unknown' });
  });

  it('is slow for those who guess', async () => {
    for (let tries = 0; tries < 6; tries += 1) await check('0000-0000-0000-0000');
    expect(await check('0000-0000-0000-0000')).toBe(429);
  });
});

describe('the check of a file', () => {
  const sealed = { fileId: 'f', algorithm: 'SHA-256', hash: hashOf('sealed') } as const;
  const unsealed = { fileId: 'u', algorithm: 'SHA-256', hash: hashOf('unsealed') } as const;

  it('says whether it is byte for byte what was issued', async () => {
    hold({ state: 'issued', sealed, unsealed });
    expect(await compare('sealed')).toMatchObject({ file: 'issued' });
    expect(await compare('unsealed')).toMatchObject({ file: 'unsealed' });
    expect(await compare('sealed!')).toMatchObject({
      file: 'different',
      verdict: { verdict: 'genuine' },
    });
  });

  it('tells nothing of a draft, whatever the file is', async () => {
    hold({ state: 'draft', sealed });
    expect(await compare('sealed')).toEqual({ file: 'different', verdict: { verdict: 'unknown' } });
  });
});
