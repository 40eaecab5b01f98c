import { createToChannelError } from '../wx-api/index.ts';

/** Codes after which a fresh token may help: invalid, unlawful, expired. */
export const tokenErrcodes: ReadonlySet<number | undefined> = new Set([40001, 40014, 42001]);

/** What each code means. https://developers.weixin.qq.com/doc/oplatform/Return_codes/Return_code_descriptions_new.html */
export const toChannelError = createToChannelError([
  // System busy, minute and day quota, too many at once; a token that even a refresh did not mend.
  ['busy', [-1, 45009, 45011, 45033, 40001, 40014, 42001]],
  // The 48 hours are over; the five messages are used up.
  ['window_closed', [45015, 45047]],
  // Unknown openid, not a follower, blacklisted, not taking messages, permission withdrawn, not followed.
  ['blocked', [40003, 43004, 43019, 43101, 48002, 50005]],
  // App id or secret wrong, address not allowed, secret missing or frozen, no permission, account limited or frozen.
  ['channel_down', [40013, 40125, 40164, 40243, 41004, 48001, 48004, 50002, 50004, 50007]],
  // A new server waits for the administrator's consent, or was denied it.
  ['channel_down', [89503, 89506, 89507]],
]);
