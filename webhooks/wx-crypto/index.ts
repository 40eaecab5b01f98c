/**
 * What WeChat's encrypted callbacks have in common: signature, cipher, envelope, message XML, text reply.
 * Knows neither HTTP nor what a message means.
 */
export * from './callback-crypto.ts';
export * from './callback-error.ts';
export * from './cipher.ts';
export * from './message-xml.ts';
export * from './signature.ts';
export * from './text-reply.ts';
