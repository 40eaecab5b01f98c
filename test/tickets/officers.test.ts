import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import {
  listOfficerFaults,
  readOfficers,
  writeOfficers,
  type JudgeCertificate,
} from '../../tickets/index.ts';
import { clerk } from '../support/build-ticket.ts';
import { buildDocuments, bureau } from '../support/build-documents.ts';
import { buildOpenRequest, buildTickets } from '../support/build-tickets.ts';

const today = '2026-03-02';
/** Numbers that begin with 9 ran out; with 0, nobody knows them. */
const judgeCertificate: JudgeCertificate = async (certificate) => {
  if (certificate.startsWith('0')) return 'unknown';
  return certificate.startsWith('9') ? 'expired' : 'valid';
};

const anOfficer = fc.record({
  name: fc.constantFrom('王明', '李红', '阿依古丽·买买提', 'Li Ming'),
  certificate: fc.stringMatching(/^[1-8][0-9A-Z]{2}[0-9]{5}$/),
});
const faultsOf = (words: string) => listOfficerFaults(words, judgeCertificate, today);

describe('officers as they are written', () => {
  test('are read as they were written down', () => {
    fc.assert(
      fc.property(fc.array(anOfficer), (officers) => {
        expect(readOfficers(writeOfficers(officers))).toEqual(officers);
      }),
    );
  });

  test.each([
    '王明 33010012',
    '王明（33010012）',
    '王明，证号33010012',
    '王明　行政执法监督证号：33010012',
    '王明（执法监督证 33010012）',
  ])('%s', (line) => {
    expect(readOfficers(line)).toEqual([{ name: '王明', certificate: '33010012' }]);
  });

  test('a line without a name or without a number names nobody', () => {
    expect(readOfficers('王明\n33010012')).toEqual([undefined, undefined]);
  });
});

describe('who goes on the spot', () => {
  test('two and more with different certificates that count are enough', async () => {
    const different = fc.uniqueArray(anOfficer, {
      minLength: 2,
      selector: ({ certificate }) => certificate,
    });
    await fc.assert(
      fc.asyncProperty(different, async (officers) => {
        expect(await faultsOf(writeOfficers(officers))).toEqual([]);
      }),
    );
  });

  test('one person is not two, however often and under whichever name', async () => {
    await fc.assert(
      fc.asyncProperty(anOfficer, fc.array(anOfficer), async ({ certificate }, others) => {
        const same = others.map(({ name }) => ({ name, certificate }));
        expect(await faultsOf(writeOfficers(same))).toEqual(['officers_too_few']);
      }),
    );
  });

  test.each([
    ['王明 33010012\n李红 93010013', ['certificate_expired']],
    ['王明 33010012\n李红 03010013', ['certificate_unknown']],
    ['王明 33010012\n李红', ['officer_unreadable', 'officers_too_few']],
    ['王明 33010012\n李红 3301-0012', ['officers_too_few']],
    ['', ['officers_too_few']],
  ])('%j is refused', async (words, faults) => {
    expect(await faultsOf(words)).toEqual(faults);
  });

  test('nobody without a register', async () => {
    expect(await listOfficerFaults('王明 33010012\n李红 33010013', undefined, today)).toEqual([
      'certificate_unknown',
    ]);
  });
});

async function verify(values: Readonly<Record<string, string>>) {
  const tickets = buildTickets({ judgeCertificate });
  const { ticket } = await tickets.openTicket(buildOpenRequest());
  const asked = { numberOrId: ticket.id, by: clerk, roles: ['intake_clerk', 'handler'] };
  await tickets.stepTicket({ ...asked, action: 'accept' });
  await tickets.stepTicket({ ...asked, action: 'analyse' });
  return tickets.stepTicket({ ...asked, action: 'verify', values });
}

describe('beginning to verify', () => {
  const two = '王明 33010012\n李红 33010013';

  test('wants to know how', async () => {
    await expect(verify({})).rejects.toMatchObject({
      code: 'ticket_requirement_missing',
      missing: ['way'],
    });
  });

  test.each(['on_site', 'by_interview'])('%s is refused to one officer', async (way) => {
    await expect(verify({ way, officers: '王明 33010012' })).rejects.toMatchObject({
      code: 'ticket_officers_refused',
      missing: ['officers_too_few'],
    });
    await expect(verify({ way, officers: '王明 33010012\n李红 93010013' })).rejects.toMatchObject({
      missing: ['certificate_expired'],
    });
    const { status, history } = await verify({ way, officers: two });
    expect(status).toBe('verification');
    expect(history.at(-1)?.values).toEqual({ way, officers: two });
  });

  test('from the files alone needs nobody on the way', async () => {
    const { history } = await verify({ way: 'by_file', officers: '王明' });
    expect(history.at(-1)?.values).toEqual({ way: 'by_file' });
  });
});

describe.each(['inspection_record', 'interview_record'])('%s', (kind) => {
  const fields = {
    startedAt: '2026年3月9日9时',
    endedAt: '2026年3月9日10时',
    place: '河口镇',
    present: '赵某',
    interviewed: '赵某',
    identity: '身份证',
    record: '问：看清了吗？\n答：看清了。',
  };
  async function submit(officers: string) {
    const documents = buildDocuments([], { judgeCertificate });
    const by = bureau.handler;
    const values = { unitIds: ['u-1'], fields: { ...fields, officers } };
    const { id } = await documents.draftDocument({ key: 'record', by, kind, values });
    return documents.submitDocument({ id, by });
  }

  test('is not handed in with one officer or a certificate that ran out', async () => {
    await expect(submit('王明 33010012')).rejects.toMatchObject({
      code: 'document_officers_refused',
      missing: ['officers_too_few'],
    });
    await expect(submit('王明 33010012\n李红 93010013')).rejects.toMatchObject({
      missing: ['certificate_expired'],
    });
    expect(await submit('王明 33010012\n李红 33010013')).toMatchObject({ state: 'approved' });
  });

  test('is not signed once a certificate ran out', async () => {
    let verdict: 'valid' | 'expired' = 'valid';
    const documents = buildDocuments([], { judgeCertificate: async () => verdict });
    const by = bureau.handler;
    const officers = '王明 33010012\n李红 33010013';
    const values = { unitIds: ['u-1'], fields: { ...fields, officers } };
    const { id } = await documents.draftDocument({ key: 'record', by, kind, values });
    await documents.submitDocument({ id, by });
    verdict = 'expired';
    await expect(documents.signDocument({ id, by })).rejects.toMatchObject({
      code: 'document_officers_refused',
    });
    verdict = 'valid';
    expect(await documents.signDocument({ id, by })).toMatchObject({ state: 'signed' });
  });
});
