/** A time away, and who stands in meanwhile. */
export type Leave = {
  readonly from: Date;
  /** The first moment that no longer belongs to it. */
  readonly until: Date;
  readonly deputyId?: string;
};

/** What an account says of being there. */
type Colleague = {
  readonly id: string;
  readonly leaves?: readonly Leave[];
  readonly disabledAt?: Date;
};

/** The leave that an account is on at a moment. */
export function findLeave({ leaves = [] }: Colleague, at: Date): Leave | undefined {
  return leaves.find(({ from, until }) => from <= at && at < until);
}

/** Whether an account can be given work at a moment. */
export function isThere(account: Colleague, at: Date): boolean {
  return account.disabledAt === undefined && findLeave(account, at) === undefined;
}

/**
 * Who stands in for an account that is on leave at a moment: its deputy, or the deputy's where that one is away too.
 * Undefined while the account is there itself, and when nobody of the chain is.
 */
export function findDeputy<A extends Colleague>(
  accounts: readonly A[],
  accountId: string,
  at: Date,
): A | undefined {
  const passed = new Set<string>();
  let current = accounts.find(({ id }) => id === accountId);
  while (current !== undefined && !passed.has(current.id)) {
    passed.add(current.id);
    const deputyId = findLeave(current, at)?.deputyId;
    current = accounts.find(({ id }) => id === deputyId);
    if (current !== undefined && isThere(current, at)) return current;
  }
  return undefined;
}
