import type { House } from './house.ts';
import { createFollower, refuseAct, type Mouth } from './mouth.ts';

/** Another system: hands matters in, signed, and hears of them by callback. */
export function createSystemMouth(house: House): Mouth {
  const { hotline } = house;
  const readTold = createFollower(() => hotline.told);
  // What another transcript was told is none of this one's.
  readTold();
  return {
    say: () => refuseAct({ name: '说话', detail: '' }),
    /** 【转办 A-1 单位 what happened】; several in one batch stand one a line. */
    async act({ name, detail }) {
      if (name !== '转办') refuseAct({ name, detail });
      const items = detail.split('\n').map((line) => {
        const [externalId = '', actingUnit = '', ...story] = line.split(/\s+/u);
        return { externalId, actingUnit, story: story.join(' ') };
      });
      const status = await hotline.send(house.readUrl(), items);
      if (status !== 202) throw new Error(`the intake answered ${status}`);
    },
    listen: async () =>
      readTold().map(({ externalId, text }) => ({ text: `〔${externalId}〕${text}`, options: [] })),
  };
}
