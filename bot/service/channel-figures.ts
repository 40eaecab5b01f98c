import * as mongo from '../../platform/mongo/index.ts';
import { toShanghaiDay } from '../../tickets/index.ts';
import { createChannelFigures } from '../channel-figures.ts';
import type { House } from './house.ts';

const flushEveryMs = 2000;

/** What passes through the channels, written down every two seconds. */
export function openChannelFigures({ database, now, onError }: House) {
  const days = mongo.createChannelDays(database);
  const figures = createChannelFigures({ days, toDay: toShanghaiDay, now });
  const timer = setInterval(() => void figures.flush().catch(onError), flushEveryMs).unref();
  return {
    ...figures,
    listSince: days.listSince,
    async stop(): Promise<void> {
      clearInterval(timer);
      await figures.flush();
    },
  };
}
