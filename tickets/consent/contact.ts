/** What in a text can tell a unit which case, and so which person, it comes from. */
export const clueKinds = [
  'file_number',
  'date',
  'place',
  'amount',
  'picture',
  'name',
  'rare_detail',
] as const;
export type ClueKind = (typeof clueKinds)[number];
export type Clue = { readonly kind: ClueKind; readonly words: string };

/** The reporter's four answers, by the number that stands before each. */
export const contactChoices = ['go_on', 'fold', 'wait', 'stop'] as const;
export type ContactChoice = (typeof contactChoices)[number];

/** By what a report is held to name the same as another: one unit and one type of problem. */
export type ContactMatch = { readonly unit: string; readonly conduct: string };

/** A check of several files of the unit in which the reporter's own one does not stand out. */
export type FileCheck = {
  /** The lead or supervision ticket under which the check runs. */
  readonly number: string;
  readonly files: readonly string[];
};

/** Two people's word that a life is at stake, so that the unit is written to without the reporter's choice. */
export type LifePlea = { readonly reason: string; readonly by: string; readonly at: Date };

/** A superior's word that nothing in the words rests on what this reporter told. */
export type SetApart = { readonly reason: string; readonly by: string; readonly at: Date };

/** Whether a unit may be written to about a ticket of a reporter whom it must not know, and with which words. */
export type Contact = {
  readonly state: 'asked' | ContactChoice | 'life_at_stake';
  /** The exact words that are to reach the unit. */
  readonly words: string;
  readonly givesAway: readonly Clue[];
  readonly askedAt: Date;
  readonly askedBy?: string;
  readonly match?: ContactMatch;
  /** How often the reporter was reminded of the question. */
  readonly reminders: number;
  readonly remindedAt?: Date;
  readonly chosenAt?: Date;
  readonly check?: FileCheck;
  /** Pleaded and not yet granted by a second person. */
  readonly plea?: LifePlea;
  /** Holds for these words and this answer only. */
  readonly apart?: SetApart;
  /** Since when it lies sealed; from `openedAt` on, when enough others named the same, the words may go. */
  readonly sealedAt?: Date;
  readonly openedAt?: Date;
};

/** What a step does to the question of contact. */
export type ContactChange =
  | {
      readonly kind: 'asked';
      readonly words: string;
      readonly givesAway: readonly Clue[];
      readonly match?: ContactMatch;
    }
  | { readonly kind: 'reminded' }
  | { readonly kind: 'chosen'; readonly choice: ContactChoice }
  | { readonly kind: 'check_named'; readonly check: FileCheck }
  | { readonly kind: 'life_pleaded'; readonly reason: string }
  | { readonly kind: 'life_granted' }
  | { readonly kind: 'set_apart'; readonly reason: string }
  | { readonly kind: 'sealed' }
  | { readonly kind: 'opened' }
  /** The reporter no longer waits: the question stands as if it had just been asked. */
  | { readonly kind: 'left' };
