/** A customer of one account: answers go out by the account that was written to. */
export type Customer = { readonly openKfId: string; readonly externalUserId: string };

/**
 * How the rest of Duxin names a customer. Neither id holds a slash. The account stays part of the name, so that a
 * customer of two accounts counts as two people (decision 0032): windows, sessions and servicers are the
 * platform's for each account apart, and a send by the wrong one is refused.
 */
export function toUserId({ openKfId, externalUserId }: Customer): string {
  return `${openKfId}/${externalUserId}`;
}

export function toCustomer(userId: string): Customer {
  const at = userId.indexOf('/');
  return { openKfId: userId.slice(0, at), externalUserId: userId.slice(at + 1) };
}
