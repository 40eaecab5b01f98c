import type { News } from '../../bot/index.ts';

type ClosableNews = News & { readonly close: () => void };

/** News within one process: what is announced here is heard here, at once. */
function createInProcessNews(): ClosableNews {
  const listeners = new Map<string, Set<() => void>>();
  return {
    announce(topic) {
      for (const listener of listeners.get(topic) ?? []) listener();
    },
    subscribe(topic, listener) {
      const ofTopic = listeners.get(topic) ?? new Set();
      listeners.set(topic, ofTopic.add(listener));
      return () => {
        ofTopic.delete(listener);
        if (ofTopic.size === 0 && listeners.get(topic) === ofTopic) listeners.delete(topic);
      };
    },
    close: () => listeners.clear(),
  };
}

const channelName = 'duxin:news';

/** News between processes over Redis pub/sub. While Redis is away it is heard in this process only. */
export async function createRedisNews(
  redisUrl: string,
  onError: (error: unknown) => void,
): Promise<ClosableNews> {
  const { Redis } = await import('ioredis');
  const local = createInProcessNews();
  const options = { lazyConnect: false, maxRetriesPerRequest: 1, enableOfflineQueue: false };
  const publisher = new Redis(redisUrl, options);
  const subscriber = new Redis(redisUrl, { ...options, enableOfflineQueue: true });
  for (const client of [publisher, subscriber]) client.on('error', onError);
  subscriber.on('message', (_channel, topic) => local.announce(topic));
  subscriber.subscribe(channelName).catch(onError);
  return {
    announce(topic) {
      publisher.publish(channelName, topic).catch(() => local.announce(topic));
    },
    subscribe: local.subscribe,
    close() {
      local.close();
      publisher.disconnect();
      subscriber.disconnect();
    },
  };
}
