/** A card as a member of staff gets it: a number and 「有新进展」 on its face, what may be done on its buttons. */
export type StaffCard = {
  readonly number: string;
  readonly buttons: readonly { readonly label: string; readonly key: string }[];
  /** Reasons to choose from, for buttons that need one. */
  readonly reasons?: readonly { readonly id: string; readonly label: string }[];
  /** Where a tap leads, of a card without buttons. */
  readonly link?: string;
};

/** `key`: a repeat under one key has no effect. Throws ChannelError. */
export type SendStaffCard = (userId: string, card: StaffCard, key: string) => Promise<void>;

/** What a linked member said to the app: a pressed button with the reason chosen, or words. */
export type StaffSaid =
  | { readonly kind: 'card'; readonly key: string; readonly reasonId?: string }
  | { readonly kind: 'text'; readonly text: string };

/** Plain words for the member, and what the card's buttons say from now on. */
export type StaffAnswer = { readonly text: string; readonly label?: string };

/** Undefined where the words are none for staff: they go the way of everybody's. */
export type AnswerStaff = (userId: string, said: StaffSaid) => Promise<StaffAnswer | undefined>;
