const HOUR_MS = 3_600_000;

type Window = { readonly until: number; left: number };

/**
 * WeChat's rule on how many customer-service messages may follow what a person did: 5 in 48 hours after a
 * message, 3 in a minute after a menu tap, a scan or a subscription. The newest act replaces the quota.
 */
export function createQuota(now: () => Date) {
  const windows = new Map<string, Window>();
  return {
    noteMessage: (openId: string) => {
      windows.set(openId, { until: now().getTime() + 48 * HOUR_MS, left: 5 });
    },
    noteMenu: (openId: string) => {
      windows.set(openId, { until: now().getTime() + 60_000, left: 3 });
    },
    /** The window is over, however much of it was left. */
    close: (openId: string) => void windows.delete(openId),
    /** Takes one; otherwise the error code: 45015 no window, 45047 used up. */
    take: (openId: string): number => {
      const window = windows.get(openId);
      if (window === undefined || now().getTime() > window.until) return 45015;
      if (window.left === 0) return 45047;
      window.left -= 1;
      return 0;
    },
  };
}
