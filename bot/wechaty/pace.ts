const betweenMs = 2000;
const betweenAnyMs = 700;
const maxRemembered = 5000;

/**
 * How fast an account may write without looking like a machine: to one contact not again within 2 to 3 seconds, to
 * anybody not within 0.7 to 1.4. `contact` may be any stable name of the contact.
 */
export function createPace(random: () => number) {
  const nextAt = new Map<string, number>();
  let anyAt = 0;

  function forget(now: number): void {
    if (nextAt.size <= maxRemembered) return;
    for (const [contact, at] of nextAt) if (at <= now) nextAt.delete(contact);
  }

  return {
    isOpen: (contact: string, now: Date): boolean =>
      now.getTime() >= Math.max(anyAt, nextAt.get(contact) ?? 0),
    note(contact: string, now: Date): void {
      forget(now.getTime());
      nextAt.set(contact, now.getTime() + betweenMs * (1 + random() / 2));
      anyAt = now.getTime() + betweenAnyMs * (1 + random());
    },
  };
}
export type Pace = ReturnType<typeof createPace>;
