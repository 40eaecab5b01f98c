import { randomUUID } from 'node:crypto';
import { createGoodCall, type CanaryStaff } from './canary-knowledge.ts';
import { waitFor } from './wait-for.ts';

/** A letter of acceptance from its template to the reporter, sealed by machine; and a second one, scanned and proved. */
export async function issueDocuments(
  admin: CanaryStaff,
  head: CanaryStaff,
  ticketNumber: string,
): Promise<void> {
  const draft = createGoodCall(admin);
  const judge = createGoodCall(head);
  await draft('GET', `/document-kinds?ticket=${ticketNumber}`);
  const values = { fields: { contact: '王同志', dueOn: '2026年12月1日' } };

  async function signNext(): Promise<string> {
    const key = randomUUID();
    const drafted = { key, kind: 'acceptance_notice', ticketNumber, values };
    const { id, version } = await draft('POST', '/documents', drafted);
    const path = `/documents/${id}`;
    await draft('POST', `${path}/preview`, { values: { attachments: ['清单'] } });
    await draft('GET', `${path}/changes`);
    const edited = await draft('PUT', path, { version, values: { copiedTo: ['档案室'] } });
    const submitted = await draft('POST', `${path}/steps`, {
      version: edited.version,
      action: 'submit',
    });
    const approved = await judge('POST', `${path}/steps`, {
      version: submitted.version,
      action: 'approve',
    });
    await judge('POST', `${path}/steps`, { version: approved.version, action: 'sign' });
    await waitFor(async () => (await draft('GET', path)).unsealed !== undefined, 20_000);
    return path;
  }

  const first = await signNext();
  const { version } = await draft('GET', first);
  const issued = await draft('POST', `${first}/e-seal`, { version });
  const served = await draft('POST', `${first}/servings`, {
    version: issued.version,
    servings: [{ to: { kind: 'reporter' }, by: 'channel' }],
  });
  const [serving] = served.servings;
  await draft('POST', `${first}/servings/${serving.id}/marks`, {
    key: randomUUID(),
    action: 'acknowledge',
  });
  for (const paper of ['paper', 'paper?as=docx', 'pages', `files/${issued.sealed.fileId}`]) {
    await admin('GET', `/api/admin${first}/${paper}`);
  }
  await scanAndProve(admin, await signNext());
  await draft('GET', `/documents?ticket=${ticketNumber}`);
}

async function scanAndProve(admin: CanaryStaff, path: string): Promise<void> {
  const draft = createGoodCall(admin);
  const { version } = await draft('GET', path);
  const sealed = toForm({ version: String(version) });
  const issued = (await admin('POST', `/api/admin${path}/sealed`, { raw: sealed })).body;
  const served = await draft('POST', `${path}/servings`, {
    version: issued.version,
    servings: [{ to: { kind: 'reporter' }, by: 'paper' }],
  });
  const proof = toForm({
    version: String(served.version),
    receivedBy: '本人',
    receivedAt: '2020-01-02T02:00:00Z',
  });
  const [serving] = served.servings;
  const proved = await admin('POST', `/api/admin${path}/servings/${serving.id}/proof`, {
    raw: proof,
  });
  if (proved.status !== 200) throw new Error('a slip was not taken');
}

/** A form with a scan and a key of its own. */
function toForm(fields: Readonly<Record<string, string>>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries({ id: randomUUID(), ...fields })) {
    form.set(name, value);
  }
  form.set('file', new Blob(['%PDF-1.4\n% scan\n']), 'scan.pdf');
  return form;
}
