import type { Seal } from '../seal/index.ts';
import { toPersonTextContext, type TranscriptDocument } from './transcript-document.ts';

/** What others see of a sealed line; its person goes on seeing their own words. */
export const mask = '••••';

export const isMasked = ({ content }: Pick<TranscriptDocument, 'content'>): boolean =>
  content.kind === 'text' && content.text === mask;

/** The fields of a line as others see it while it is sealed. */
export function maskLine(
  { _id, content, personText }: Pick<TranscriptDocument, '_id' | 'content' | 'personText'>,
  seal: Seal,
) {
  const text = content.kind === 'text' ? content.text : '';
  const own = text === '' ? undefined : seal.seal(text, toPersonTextContext(_id));
  return {
    content: { kind: 'text', text: mask } as const,
    options: undefined,
    personText: personText ?? own,
  };
}
