/** The part of WeChat's script that the page uses; absent outside WeChat or without a network. */
type WechatScript = {
  readonly config: (options: {
    readonly debug: boolean;
    readonly appId: string;
    readonly timestamp: number;
    readonly nonceStr: string;
    readonly signature: string;
    readonly jsApiList: readonly string[];
    readonly openTagList: readonly string[];
  }) => void;
  readonly ready: (listener: () => void) => void;
  readonly error: (listener: () => void) => void;
};

declare global {
  interface Window {
    wx?: WechatScript;
  }
}

/** What the server says of this page. */
export type SignedAnswer = {
  readonly appId: string;
  readonly templateId: string;
  readonly timestamp: number;
  readonly nonceStr: string;
  readonly signature: string;
};

/** Introduces the page to WeChat. Rejects where WeChat does not know it, or is not there. */
export function introducePage(signed: SignedAnswer): Promise<void> {
  const { wx } = window;
  if (wx === undefined) return Promise.reject(new Error('not in WeChat'));
  return new Promise((resolve, reject) => {
    wx.error(() => reject(new Error('refused')));
    wx.ready(resolve);
    const { appId, timestamp, nonceStr, signature } = signed;
    wx.config({
      debug: false,
      appId,
      timestamp,
      nonceStr,
      signature,
      // Older versions take no empty list.
      jsApiList: ['hideMenuItems'],
      openTagList: ['wx-open-subscribe'],
    });
  });
}

/** Whether the person agreed to the template, from the event that WeChat's button gives. */
export function hasAgreed(event: Event, templateId: string): boolean {
  const detail: unknown = Reflect.get(event, 'detail');
  const details: unknown = Reflect.get(Object(detail), 'subscribeDetails');
  if (typeof details !== 'string') return false;
  try {
    const answer: unknown = Reflect.get(Object(JSON.parse(details)), templateId);
    const parsed: unknown = typeof answer === 'string' ? JSON.parse(answer) : answer;
    return Reflect.get(Object(parsed), 'status') === 'accept';
  } catch {
    return false;
  }
}
