import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { servePublic, type ServedPublic } from '../support/serve-public.ts';

let served: ServedPublic;
beforeEach(async () => {
  served = await servePublic({ certificateLimit: { points: 3, perS: 60 } });
});
afterEach(() => served.stop());

async function ask(body: object) {
  const response = await fetch(`${served.url}/progress/certificate`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

describe("an officer's certificate on the public page", () => {
  it('is valid and of a unit, or not found, and nothing more', async () => {
    expect((await ask({ number: '33010001' })).body).toEqual({
      verdict: 'valid',
      unit: '清河县城市管理局',
    });
    expect((await ask({ number: '33010002' })).body).toEqual({ verdict: 'not_found' });
    expect((await ask({ number: '' })).status).toBe(400);
  });

  it('cannot be tried without end, and the numbers are in no log', async () => {
    for (const number of ['33010001', '33010002', '33010003']) await ask({ number });
    expect(await ask({ number: '33010004' })).toMatchObject({
      status: 429,
      body: { code: 'too_many_requests' },
    });
    expect(served.logged.join()).not.toMatch(/3301000\d/);
  });
});
