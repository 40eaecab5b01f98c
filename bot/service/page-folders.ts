import { fileURLToPath } from 'node:url';

const toPath = (folder: string): string =>
  fileURLToPath(new URL(`../../${folder}`, import.meta.url));

/** Where the built pages lie: beside the code that serves them. */
export const pageFolders = {
  console: toPath('admin/console'),
  webChat: toPath('webhooks/web-chat/page'),
  consent: toPath('webhooks/official-account/page'),
  public: toPath('public/page'),
} as const;
