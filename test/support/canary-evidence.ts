import { createGoodCall, type CanaryStaff } from './canary-knowledge.ts';
import { waitFor } from './wait-for.ts';

/** Covers a part of the ticket's picture, asks for its original where that is refused, and looks for lost media. */
export async function handleEvidence(staff: CanaryStaff): Promise<void> {
  const call = createGoodCall(staff);
  const path = `/files/${await findFile(call)}`;
  const box = { left: 0, top: 0, width: 1, height: 1 };
  await call('POST', `${path}/boxes`, { boxes: [box] });
  await staff('POST', `/api/admin${path}/original`, { body: { reason: '核对原件' } });
}

/** Fetches again what its platform did not give; `person` has just sent such a thing. */
export async function retryMedia(staff: CanaryStaff): Promise<void> {
  const call = createGoodCall(staff);
  const findLost = async () => (await call('GET', '/media')).items[0];
  await waitFor(async () => (await findLost()) !== undefined, 20_000);
  await staff('POST', '/api/admin/media/nothing/retry');
  await call('POST', `/media/${encodeURIComponent((await findLost()).id)}/retry`);
}

/** A picture that somebody sent with any of the tickets. */
async function findFile(call: ReturnType<typeof createGoodCall>): Promise<string> {
  for (const { number } of (await call('GET', '/tickets?pageSize=50')).items) {
    const [file] = (await call('GET', `/tickets/${number}`)).evidence;
    if (file !== undefined) return file.id;
  }
  throw new Error('no ticket has a picture');
}
