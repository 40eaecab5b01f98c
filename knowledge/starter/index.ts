import type { StarterDraft } from '../starter-entry.ts';
import { starterAreas } from './areas.ts';
import type { Draft } from './draft.ts';

/** What a new installation knows. None is confirmed: an editor of the bureau does that by name and date. */
export const starterDrafts: readonly StarterDraft[] = starterAreas.flatMap(({ name, drafts }) =>
  drafts.map((draft) => toStarterDraft(name, draft)),
);

function toStarterDraft(area: string, draft: Draft): StarterDraft {
  const { citations, ownNumbers: _checkedByTests, ...text } = draft;
  return {
    ...text,
    area,
    citations: citations.map(({ statute, article }) => ({ statute, article })),
  };
}
