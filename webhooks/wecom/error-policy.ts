import { createToChannelError } from '../wx-api/index.ts';

/** Codes after which a fresh token may help: unlawful, expired. */
export const tokenErrcodes: ReadonlySet<number | undefined> = new Set([40014, 42001]);

/** What each code means, for the app and for customer service. https://developer.work.weixin.qq.com/document/path/90313 */
export const toChannelError = createToChannelError([
  // System busy, quota, too many at once; a token that even a refresh did not mend.
  ['busy', [-1, 45009, 45033, 40014, 42001]],
  // Customer service: five messages used up, 48 hours over, more customers than allowed, session ended or in a person's hands.
  ['window_closed', [95001, 95002, 95003, 95013, 95018]],
  // No such member, not within the app's reach, all receivers wrong or none; not this account's customer.
  ['blocked', [40003, 43004, 60011, 60111, 81013, 82001, 84061]],
  // Secret, corp or agent wrong or missing; address not allowed; no permission; app stopped.
  ['channel_down', [40001, 40013, 40056, 40091, 41002, 41004, 48002, 50003, 60020, 301002]],
  // Customer service: account unknown or not ours by API, or shut for forbidden words.
  ['channel_down', [95000, 95004, 95011, 95012, 95017, 40201]],
]);
