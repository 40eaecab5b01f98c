import type { Citation } from './citation.ts';
import type { Audience } from './retrieval/index.ts';

export const entryKinds = ['question', 'case', 'guide'] as const;
/** A question with its answer, a model case (典型案例), or a guide for officers (执法指引). */
export type EntryKind = (typeof entryKinds)[number];

export const entryStates = ['draft', 'reviewed', 'published', 'retired'] as const;
export type EntryState = (typeof entryStates)[number];

export const entryOrigins = ['starter', 'staff', 'import', 'answer', 'case'] as const;
/** Where an entry came from: shipped, written, imported, a reply of staff, a closed ticket. */
export type EntryOrigin = (typeof entryOrigins)[number];

/** One step of a guide's flow chart; `when` is what the arrow says. */
export type ChartStep = {
  readonly id: string;
  readonly text: string;
  readonly next: readonly { readonly to: string; readonly when?: string }[];
};

/** All that an editor writes. Days are YYYY-MM-DD; outside them the entry is not said. */
export type EntryText = {
  readonly kind: EntryKind;
  readonly area: string;
  readonly audience: Audience;
  readonly question: string;
  readonly similar: readonly string[];
  readonly answer: string;
  readonly citations: readonly Citation[];
  readonly inForceFrom?: string;
  readonly inForceTo?: string;
  /** Until when the law behind the words was checked; counts while the articles are not imported. */
  readonly checkedThrough?: string;
  readonly chart?: readonly ChartStep[];
};

/** A member of staff as an entry names them; old entries know only the name. */
export type Who = { readonly name: string; readonly accountId?: string };

export type Stamp = Who & { readonly at: Date };

/** What people are answered with. Without `reviewed` it is said with 待本单位确认. */
export type LiveText = {
  readonly version: number;
  readonly text: EntryText;
  readonly publishedAt: Date;
  readonly reviewed?: Stamp;
};

/** Something that an editor must look at. */
export type EntryAlert = {
  readonly kind: 'statute_changed';
  readonly citation: Citation;
  readonly at: Date;
};

export type EntryAction =
  | 'create'
  | 'edit'
  | 'assign'
  | 'review'
  | 'publish'
  | 'schedule'
  | 'unschedule'
  | 'retire'
  | 'restore'
  | 'alert'
  | 'settle';

/**
 * One piece of knowledge. `version`, `state`, `text` are those of the latest revision; every change counts one up and
 * is one write. Editing leaves `live` as it is until the new revision is published.
 */
export type Entry = {
  readonly id: string;
  readonly version: number;
  readonly state: EntryState;
  readonly text: EntryText;
  readonly live?: LiveText;
  readonly origin: EntryOrigin;
  /** Whoever keeps it right. */
  readonly owner?: Who;
  /** Who wrote the text; absent for what was shipped or imported. */
  readonly written?: Stamp;
  readonly reviewed?: Stamp;
  /** When the reviewed text becomes the live one. */
  readonly publishAt?: Date;
  /** YYYY-MM-DD */
  readonly reviewDueOn?: string;
  readonly alerts: readonly EntryAlert[];
  /** The change that made this version; `by` is absent for what the service did itself. */
  readonly change: { readonly action: EntryAction; readonly by?: Who };
  readonly changedAt: Date;
};

/** A version as it once was; never changed. */
export type Revision = Pick<
  Entry,
  'version' | 'state' | 'text' | 'written' | 'reviewed' | 'publishAt' | 'change' | 'changedAt'
> & { readonly entryId: string };

/** The entry's latest version, to be kept. */
export function toRevision(entry: Entry): Revision {
  const { id, version, state, text, written, reviewed, publishAt, change, changedAt } = entry;
  return {
    entryId: id,
    version,
    state,
    text,
    change,
    changedAt,
    ...(written !== undefined && { written }),
    ...(reviewed !== undefined && { reviewed }),
    ...(publishAt !== undefined && { publishAt }),
  };
}

/** `entry@version`: what a reply rests on. */
export function toEntrySource(
  { id }: Pick<Entry, 'id'>,
  { version }: Pick<LiveText, 'version'>,
): string {
  return `${id}@${version}`;
}
