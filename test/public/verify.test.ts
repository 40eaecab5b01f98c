import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createNumber } from '../../tickets/number.ts';
import { servePublic, type ServedPublic } from '../support/serve-public.ts';

let served: ServedPublic;
beforeEach(async () => {
  served = await servePublic({ verifyLimit: { points: 6, perS: 60 } });
});
afterEach(() => served.stop());

function verify(number: string, proof: string): Promise<Response> {
  return fetch(`${served.url}/verify`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ number, proof }),
  });
}

describe('the check of a filing receipt', () => {
  it('confirms number and last four characters, and tells kind and day and nothing more', async () => {
    const { ticket, code } = await served.backstage.file();
    const response = await verify(ticket.number, code.slice(-4).toLowerCase());
    expect(await response.json()).toEqual({
      verdict: 'genuine',
      kind: '投诉举报',
      filedOn: '2026-03-02',
    });
  });

  it('answers a wrong proof and an unknown number alike', async () => {
    const { ticket, code } = await served.backstage.file();
    const other = await served.backstage.file();
    const wrong = await verify(ticket.number, other.code.slice(-4));
    expect(await wrong.json()).toEqual({ verdict: 'unknown' });
    const whole = await verify(ticket.number, code);
    expect(await whole.json()).toEqual({ verdict: 'unknown' });
    const nobody = await verify(
      createNumber(2025, () => 42),
      code.slice(-4),
    );
    expect(await nobody.json()).toEqual({ verdict: 'unknown' });
  });

  it('says that a number is mistyped when its check digit is wrong', async () => {
    const { ticket, code } = await served.backstage.file();
    const last = Number(ticket.number.at(-1));
    const mistyped = ticket.number.slice(0, -1) + String((last + 1) % 10);
    expect(await (await verify(mistyped, code.slice(-4))).json()).toEqual({ verdict: 'mistyped' });
  });

  it('is slow for those who guess', async () => {
    const { ticket } = await served.backstage.file();
    for (let tries = 0; tries < 6; tries += 1) await verify(ticket.number, 'AAAA');
    expect((await verify(ticket.number, 'AAAA')).status).toBe(429);
  });
});
