/** Filters of the ticket list that may be kept. Words that somebody searched for are not: they may name people. */
export const viewFilters = [
  'kind',
  'status',
  'area',
  'assignee',
  'order',
  'conference',
  'partner',
] as const;
export type ViewFilter = (typeof viewFilters)[number];

/** Columns of the ticket list that may be shown; number and matter always are. */
export const viewColumns = [
  'status',
  'due_at',
  'assignee',
  'created_at',
  'updated_at',
  'area',
  'acting_unit',
  'source',
] as const;
export type ViewColumn = (typeof viewColumns)[number];

/** A question to the ticket list that somebody asks again and again. */
export type SavedView = {
  readonly id: string;
  readonly version: number;
  readonly ownerId: string;
  readonly name: string;
  /** Everybody who reads tickets finds it; only the owner changes it. */
  readonly isShared: boolean;
  readonly filters: Readonly<Partial<Record<ViewFilter, string>>>;
  readonly columns: readonly ViewColumn[];
  readonly createdAt: Date;
};

export type SavedViewStore = {
  /** The account's own and those that others share, oldest first. */
  readonly listFor: (accountId: string) => Promise<readonly SavedView[]>;
  readonly find: (id: string) => Promise<SavedView | undefined>;
  /** False when the id is there already: a repeat. */
  readonly insert: (view: SavedView) => Promise<boolean>;
  /** Compare-and-set: stores version n + 1 over version n; undefined on a conflict. */
  readonly save: (view: SavedView) => Promise<SavedView | undefined>;
  readonly remove: (id: string) => Promise<void>;
};
