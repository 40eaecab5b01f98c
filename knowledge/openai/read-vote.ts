import { z } from 'zod';

const VoteSchema = z.strictObject({ area: z.string().max(40) });

/** The area that a model's answer names; undefined where the answer is anything else than one of them. */
export function readVote(text: string, areas: readonly string[]): string | undefined {
  try {
    const vote = VoteSchema.safeParse(JSON.parse(text));
    return areas.find((area) => area === vote.data?.area);
  } catch {
    // No JSON is no vote.
    return undefined;
  }
}
