import { readCitations } from '../citation.ts';
import type { StarterDraft } from '../starter-entry.ts';
import { bureau } from './bureau.ts';
import { compulsion } from './compulsion.ts';
import type { Draft } from './draft.ts';
import { enterprise } from './enterprise.ts';
import { penalty } from './penalty.ts';
import { remedy } from './remedy.ts';

/** What a new installation knows. None is confirmed: an editor of the bureau does that by name and date. */
export const starterDrafts: readonly StarterDraft[] = [
  ...toEntries('行政处罚', penalty),
  ...toEntries('行政强制', compulsion),
  ...toEntries('复议、诉讼、赔偿和信访', remedy),
  ...toEntries('涉企检查和许可', enterprise),
  ...toEntries('本单位办理', bureau),
];

function toEntries(area: string, drafts: readonly Draft[]): readonly StarterDraft[] {
  return drafts.map((draft) => ({
    ...draft,
    area,
    citations: draft.citations.flatMap(readCitations),
  }));
}
