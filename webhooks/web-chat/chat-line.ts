/** One line of a conversation as its own person sees it; every field that leaves is named here. */
export type ChatLine = {
  readonly seq: number;
  /** The key under which the page sent it. */
  readonly id?: string;
  readonly direction: 'in' | 'out';
  readonly author: 'person' | 'bot' | 'staff';
  readonly kind:
    | 'text'
    | 'image'
    | 'file'
    | 'voice'
    | 'video'
    | 'location'
    | 'link'
    | 'unsupported';
  readonly text: string;
  readonly options?: readonly { readonly label: string; readonly say: string }[];
  /** How the person is spoken to: the page shows large type in the elderly mode. */
  readonly manner?: 'plain' | 'elderly';
  /** Where the working copy of a picture is to be had, with the same token. */
  readonly file?: string;
  /** ISO 8601. */
  readonly at: string;
};
