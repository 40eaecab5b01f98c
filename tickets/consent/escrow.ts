/** One sealed report among those that name the same. */
export type EscrowMember = { readonly ticketId: string; readonly personId: string };

/**
 * Those who wait for each other. It alone decides: joining, leaving and opening are each one write of it, and what they
 * mean for tickets and messages follows.
 */
export type EscrowGroup = {
  readonly id: string;
  readonly version: number;
  readonly members: readonly EscrowMember[];
  readonly openedAt?: Date;
};

/** What is known of who somebody is: the person, channels, telephones; anything shared means the same one. */
export type Identities = ReadonlyMap<string, readonly string[]>;

/** The group with the member in it; the one who makes it enough opens it in the same moment. */
export function joinEscrow(
  group: EscrowGroup,
  member: EscrowMember,
  {
    identities,
    needed,
    at,
  }: { readonly identities: Identities; readonly needed: number; readonly at: Date },
): EscrowGroup {
  const isIn = group.members.some(({ ticketId }) => ticketId === member.ticketId);
  const members = isIn ? group.members : [...group.members, member];
  const isEnough = countIndependent(members, identities) >= needed;
  return {
    ...group,
    members,
    ...(group.openedAt === undefined && isEnough && { openedAt: at }),
  };
}

/** The group without the member. From an opened one nobody leaves: it has been read. */
export function leaveEscrow(group: EscrowGroup, ticketId: string): EscrowGroup {
  if (group.openedAt !== undefined) return group;
  return { ...group, members: group.members.filter((member) => member.ticketId !== ticketId) };
}

/** How many different people the members are: whoever shares an identity with another is counted once. */
export function countIndependent(members: readonly EscrowMember[], identities: Identities): number {
  const people: Set<string>[] = [];
  for (const { personId } of members) {
    const own = new Set([`person:${personId}`, ...(identities.get(personId) ?? [])]);
    const same = people.filter((known) => [...own].some((identity) => known.has(identity)));
    for (const known of same) {
      for (const identity of known) own.add(identity);
      people.splice(people.indexOf(known), 1);
    }
    people.push(own);
  }
  return people.length;
}
