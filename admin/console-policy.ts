/** What the console's page may load beyond its own files: originals of recordings are played from memory, after an audited reason. */
export const consolePolicy = { 'media-src': 'blob:' } as const;
