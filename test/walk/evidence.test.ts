import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { buildImageFields } from '../support/build-callback.ts';
import { buildPaper } from '../support/build-paper.ts';
import { waitFor } from '../support/wait-for.ts';
import { openWalkHouse, type WalkHouse } from '../support/walk-house.ts';
import { openWebChat } from '../support/web-chat-person.ts';
import { createWechatPerson } from '../support/wechat-person.ts';

const mediaPath = '/cgi-bin/media/get';
const receipt = '查询码：';

let house: WalkHouse;
let paper: Buffer;
let nextPerson = 1;

beforeAll(async () => {
  house = await openWalkHouse();
  paper = await buildPaper({ seed: 11 });
}, 60_000);
afterAll(() => house.stop());

/** A follower who sends a picture by `mediaId`. */
function openFollower(mediaId: string) {
  const openId = `oEvidence${String(nextPerson++).padStart(19, '0')}`;
  const person = createWechatPerson({ url: house.url, openId, wechat: house.wechat });
  const fields = buildImageFields({ FromUserName: openId, MediaId: mediaId });
  return {
    ...person,
    fileId: `f-official-account-m-${fields['MsgId']}`,
    sendPicture: () => person.send(fields),
    countTold(words: string): number {
      person.takePushes();
      return person.heard.filter((line) => line.includes(words)).length;
    },
  };
}

const findFile = (id: string) =>
  house.database.connection
    .collection<{ _id: string; ticketId?: string }>('files')
    .findOne({ _id: id });

describe('a picture that its platform gives badly', () => {
  test('is kept twice with its hash, after refusals and a cut-off, and told of by no word', async () => {
    const follower = openFollower('late');
    house.wechat.misbehave(-1, { path: mediaPath });
    house.wechat.addMedia('late', paper.subarray(0, 200), 'image/jpeg');
    await follower.sendPicture();
    // The first pause lasts ten seconds, the second twenty.
    await waitFor(
      async () => house.wechat.calls.filter((path) => path === mediaPath).length >= 2,
      25_000,
    );
    house.wechat.addMedia('late', paper, 'image/jpeg');
    await waitFor(async () => (await findFile(follower.fileId)) !== null, 45_000);
    const file = await findFile(follower.fileId);
    expect(file).toMatchObject({
      sha256: createHash('sha256').update(paper).digest('hex'),
      sizeBytes: paper.length,
      mimeType: 'image/jpeg',
      originalId: expect.anything(),
      workingCopyId: expect.anything(),
    });
    expect(follower.countTold('再发')).toBe(0);
  }, 90_000);

  test.each([
    ['of another type', Buffer.from('<html><body>maintenance</body></html>'), '不能收'],
    ['too large', Buffer.alloc(11 * 1024 * 1024, 1), '太大'],
  ])(
    '%s is told once, and kept nowhere',
    async (name, bytes, words) => {
      const follower = openFollower(name);
      house.wechat.addMedia(name, bytes, 'image/jpeg');
      await follower.sendPicture();
      await waitFor(() => follower.countTold(words) > 0, 15_000);
      expect(follower.countTold(words)).toBe(1);
      expect(await findFile(follower.fileId)).toBeNull();
    },
    30_000,
  );
});

describe('one picture and 提交', () => {
  test('is a ticket with the picture in the next turn, in the Official Account', async () => {
    const follower = openFollower('enough');
    house.wechat.addMedia('enough', paper, 'image/jpeg');
    await follower.sendPicture();
    expect(await follower.say('提交')).toContain(receipt);
    await waitFor(async () => (await findFile(follower.fileId)) !== null, 10_000);
    await waitFor(async () => (await findFile(follower.fileId))?.ticketId !== undefined, 10_000);
  }, 30_000);

  test('is a ticket in the next turn in the web chat, and a blurred picture is named at once', async () => {
    const person = await openWebChat(house.url);
    expect(await person.sendPhoto(await buildPaper({ seed: 12, blur: 4 }))).toContain('模糊');
    expect(await person.say('提交')).toContain(receipt);
    await person.leave();
  }, 30_000);
});
