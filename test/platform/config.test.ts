import { describe, expect, test } from '@jest/globals';
import { parseConfig } from '../../platform/config.ts';

const key = Buffer.alloc(32, 7).toString('base64');
const officialAccount = {
  OFFICIAL_ACCOUNT_APP_ID: 'wx0123456789abcdef',
  OFFICIAL_ACCOUNT_APP_SECRET: 'secret',
  OFFICIAL_ACCOUNT_TOKEN: 'token',
  OFFICIAL_ACCOUNT_AES_KEY: 'a'.repeat(43),
};

describe('configuration', () => {
  test('has a default for everything', () => {
    const config = parseConfig({});
    expect(config).toMatchObject({ port: 8080, host: '127.0.0.1', passiveReplyMs: 1500 });
    expect([...config.roles]).toEqual(['web', 'worker']);
    expect(config.officialAccount).toBeUndefined();
    expect(config.publicUrl).toBe('http://localhost:8080');
    expect(parseConfig({ PORT: '9000' }).publicUrl).toBe('http://localhost:9000');
  });

  test('treats an empty variable as unset', () => {
    expect(parseConfig({ PORT: '', REDIS_URL: '' })).toMatchObject({ port: 8080 });
  });

  test.each([
    [{ PORT: 'eighty' }, 'PORT must be a whole number'],
    [{ MONGODB_URI: 'postgres://x' }, 'MONGODB_URI must start with mongodb://'],
    [{ SECRET_KEY: 'short' }, 'SECRET_KEY must be 32 bytes written in base64'],
    [{ ADMIN_PASSWORD: 'short' }, 'ADMIN_PASSWORD must have at least 10 characters'],
    [{ ROLES: 'web,cook' }, 'ROLES'],
    [{ PASSIVE_REPLY_MS: '-1' }, 'PASSIVE_REPLY_MS must be a whole number'],
    [{ MONGODB_URI: 'mongodb://db/duxin' }, 'SECRET_KEY or SECRET_KEY_FILE must be set'],
    [{ CLOCK_OFFSET_MS: '5', NODE_ENV: 'production' }, 'CLOCK_OFFSET_MS must be 0'],
    [{ OFFICIAL_ACCOUNT_APP_ID: 'wx1' }, 'OFFICIAL_ACCOUNT_APP_SECRET'],
    [{ WECOM_SECRET: 'secret' }, 'WECOM_CORP_ID, WECOM_AGENT_ID, WECOM_TOKEN, WECOM_AES_KEY must'],
    [{ WECOM_KF_SECRET: 'secret' }, 'WECOM_CORP_ID, WECOM_KF_TOKEN, WECOM_KF_AES_KEY must'],
    [{ E_SEAL_URL: 'https://seal.example.gov.cn' }, 'E_SEAL_URL and E_SEAL_TOKEN must be set'],
    [{ WECOM_AGENT_ID: 'one' }, 'WECOM_AGENT_ID must be a whole number'],
    [{ WECOM_KF_AES_KEY: 'short' }, 'WECOM_KF_AES_KEY must be 43 letters and digits'],
  ])('stops the start on %j and names the variable', (environment, message) => {
    expect(() => parseConfig(environment)).toThrow(message);
  });

  test('never repeats a wrong value', () => {
    expect(() => parseConfig({ SECRET_KEY: 'canary-secret' })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('canary-secret') }),
    );
  });

  test('turns the Official Account on with all four and keeps the previous key', () => {
    const config = parseConfig({
      ...officialAccount,
      OFFICIAL_ACCOUNT_AES_KEY_PREVIOUS: 'b'.repeat(43),
      SECRET_KEY: key,
    });
    expect(config.officialAccount?.aesKeys).toEqual(['a'.repeat(43), 'b'.repeat(43)]);
    expect(config.officialAccount?.apiBase).toBe('https://api.weixin.qq.com');
  });

  test('turns the WeCom app and customer service on, each by its own', () => {
    const wecom = {
      WECOM_CORP_ID: 'ww0123456789abcdef',
      WECOM_AGENT_ID: '1000002',
      WECOM_SECRET: 'secret',
      WECOM_TOKEN: 'token',
      WECOM_AES_KEY: 'a'.repeat(43),
    };
    const kf = {
      WECOM_CORP_ID: 'ww0123456789abcdef',
      WECOM_KF_SECRET: 'kf-secret',
      WECOM_KF_TOKEN: 'kf-token',
      WECOM_KF_AES_KEY: 'b'.repeat(43),
    };
    expect(parseConfig(wecom)).toMatchObject({
      wecom: { agentId: 1_000_002, apiBase: 'https://qyapi.weixin.qq.com' },
      wecomKf: undefined,
    });
    expect(parseConfig(kf)).toMatchObject({ wecom: undefined, wecomKf: { secret: 'kf-secret' } });
    expect(parseConfig({ ...wecom, WECOM_HEAD_COUNT: '50' }).wecom?.headCount).toBe(50);
    expect(parseConfig({ WECOM_CORP_ID: 'ww1' })).toMatchObject({
      wecom: undefined,
      wecomKf: undefined,
    });
  });
});
