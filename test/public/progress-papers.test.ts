import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { OfficialDocument, Serving } from '../../tickets/index.ts';
import { buildDocument } from '../support/build-document.ts';
import { servePublic, type ServedPublic } from '../support/serve-public.ts';

let served: ServedPublic;
let code: string;
let own: Partial<OfficialDocument>;
beforeEach(async () => {
  served = await servePublic();
  const filed = await served.backstage.file();
  code = filed.code;
  own = {
    ticketId: filed.ticket.id,
    audience: 'person',
    state: 'issued',
    title: '受理告知书',
    sealed: { fileId: 'f-1', algorithm: 'SHA-256', hash: 'abc' },
    servings: [toServing('d-own-s1', filed.ticket.personId ?? '')],
  };
});
afterEach(() => served.stop());

function toServing(id: string, personId: string): Serving {
  const servedAt = new Date('2026-03-02T02:00:00Z');
  return { id, to: { kind: 'person', personId }, by: 'channel', servedAt };
}

function hold(...documents: readonly Partial<OfficialDocument>[]): void {
  served.backstage.documents.push(...documents.map((changes) => buildDocument(changes)));
}

const post = (path: string, body: object) =>
  fetch(`${served.url}/progress/papers${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

describe('papers on the page of progress', () => {
  test('are those that were served on the holder of the code, and no others', async () => {
    hold(
      { ...own, id: 'd-own' },
      { ...own, id: 'd-unit', audience: 'unit' },
      { ...own, id: 'd-signed', state: 'signed' },
      { ...own, id: 'd-other', servings: [toServing('d-other-s1', 'somebody else')] },
    );
    const { items } = await (await post('', { code })).json();
    expect(items).toMatchObject([{ id: 'd-own', title: '受理告知书', servedOn: '2026-03-02' }]);
    expect((await post('/open', { code, id: 'd-other' })).status).toBe(404);
    expect((await post('/open', { code, id: 'd-unit' })).status).toBe(404);
    expect(served.backstage.acknowledged).toEqual([]);
  });

  test('open as a download, which counts as the receipt', async () => {
    hold({ ...own, id: 'd-own' });
    const answer = await post('/open', { code, id: 'd-own' });
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    expect(await answer.text()).toBe('%PDF abc');
    expect(served.backstage.acknowledged).toEqual(['d-own-s1']);
  });

  test('are not there for a wrong code', async () => {
    expect((await post('', { code: '7K2M-9QXC-4T0B-WE6R' })).status).toBe(404);
  });
});
