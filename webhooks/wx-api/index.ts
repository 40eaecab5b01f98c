/**
 * What the APIs of WeChat and WeCom have in common: calls, access token, error codes, media, long texts.
 * Knows none of their paths and none of their codes.
 */
export * from './access-token.ts';
export * from './call.ts';
export * from './errcode.ts';
export * from './fetch-named.ts';
export * from './read-media.ts';
export * from './send-parts.ts';
export * from './split-text.ts';
