import { createHmac } from 'node:crypto';
import { z } from 'zod';
import { startFakePlatform } from '../fake-platform.ts';

const source = 'hotline-12345';
const secret = 'secret-of-the-hotline-2026';
const ToldSchema = z.object({ externalId: z.string(), text: z.string() });

/** Another system that hands matters in, signed, and is called back. */
export async function openHotline(now: () => Date) {
  const told: z.infer<typeof ToldSchema>[] = [];
  const platform = await startFakePlatform(({ body }) => {
    told.push(ToldSchema.parse(body));
    return { json: {} };
  });
  return {
    env: {
      INTAKE_KEYS: `${source}:${secret}`,
      INTAKE_CALLBACKS: `${source}=${platform.url}/duxin`,
    },
    /** What it was told, in order. */
    told: told as readonly z.infer<typeof ToldSchema>[],
    misbehave: platform.misbehave,
    stop: platform.stop,
    /** Answers the status. */
    async send(url: string, items: readonly object[]): Promise<number> {
      const body = JSON.stringify({ items });
      const response = await fetch(`${url}/webhooks/intake/${source}`, {
        method: 'POST',
        body,
        headers: {
          'x-signature': createHmac('sha256', secret).update(body).digest('hex'),
          'x-timestamp': String(Math.floor(now().getTime() / 1000)),
        },
      });
      return response.status;
    },
  };
}
