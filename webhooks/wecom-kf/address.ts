/** A customer of one account: answers go out by the account that was written to. */
export type Customer = { readonly openKfId: string; readonly externalUserId: string };

/** How the rest of Duxin names a customer. Neither id holds a slash. */
export function toUserId({ openKfId, externalUserId }: Customer): string {
  return `${openKfId}/${externalUserId}`;
}

export function toCustomer(userId: string): Customer {
  const at = userId.indexOf('/');
  return { openKfId: userId.slice(0, at), externalUserId: userId.slice(at + 1) };
}
