import type { FileTicket } from './file-ticket.ts';
import type { HeardRoute } from './route.ts';

/** A matter that another system took in whole is filed as it is; there is nobody to ask. */
export function createTakeCase({ fileMatter }: Pick<FileTicket, 'fileMatter'>): HeardRoute {
  return {
    name: 'take-case',
    plan(heard) {
      const { content } = heard.message;
      return content.kind === 'case' ? () => fileMatter(heard, content.matter) : undefined;
    },
  };
}
