import { createHash } from 'node:crypto';

const prefixes = { 'official-account': 'o', wecom: 'm', 'wecom-kf': 'wm' } as const;

/** A channel whose platform gives people ids. */
export type Platform = keyof typeof prefixes;

/** The platform's id of somebody in a transcript: nobody of another transcript has it. */
export function toAddress(transcript: string, person: string, platform: Platform): string {
  const digest = createHash('sha256').update(`${transcript} ${person}`).digest('hex').slice(0, 26);
  return `${prefixes[platform]}${digest}`;
}
