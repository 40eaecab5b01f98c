import type { Entry, EntryText } from './entry.ts';

/** An entry as it is shipped: an id for good, and its text; for the public and a question unless it says otherwise. */
export type StarterDraft = { readonly id: string } & Omit<EntryText, 'kind' | 'audience'> &
  Partial<Pick<EntryText, 'kind' | 'audience'>>;

/** The day of the collection of statutes that the shipped entries were checked against. */
const starterCheckedThrough = '2025-04-19';

/** Live from the first start, unconfirmed until an editor of the bureau confirms it by name and date. */
export function toStarterEntry({ id, ...draft }: StarterDraft, at: Date): Entry {
  const isChecked = draft.citations.length > 0;
  const text: EntryText = {
    kind: 'question',
    audience: 'public',
    ...(isChecked && { checkedThrough: starterCheckedThrough }),
    ...draft,
  };
  return {
    id,
    version: 1,
    state: 'published',
    text,
    live: { version: 1, text, publishedAt: at },
    origin: 'starter',
    alerts: [],
    change: { action: 'create' },
    changedAt: at,
  };
}

/** The stored entry with the newer shipped text; undefined when it has that text. */
export function renewStarterEntry(stored: Entry, draft: StarterDraft, at: Date): Entry | undefined {
  const shipped = toStarterEntry(draft, at);
  if (JSON.stringify(shipped.text) === JSON.stringify(stored.text)) return undefined;
  const version = stored.version + 1;
  return {
    ...shipped,
    version,
    live: { version, text: shipped.text, publishedAt: at },
    change: { action: 'publish' },
  };
}
