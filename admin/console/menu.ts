import type { Permission } from '../../people/index.ts';
import type { IconName } from './parts/app-icon.vue';

export type MenuLink = {
  /** The page's route; its words are `nav.<name>`. */
  readonly name: string;
  readonly icon: IconName;
  readonly needs?: Permission;
};
export type MenuGroup = { readonly name: string; readonly links: readonly MenuLink[] };

/**
 * The menu of the bureau's staff, in the order shown; a heading without a page that may be seen is left out.
 * supervision: problems, documents, alerts. organisation: units and who does what. rules: what an administrator edits.
 */
export const menu: readonly MenuGroup[] = [
  {
    name: 'work',
    links: [
      { name: 'overview', icon: 'home' },
      { name: 'tickets', icon: 'list', needs: 'tickets' },
      { name: 'conversations', icon: 'chat', needs: 'talk' },
      { name: 'triage', icon: 'bolt', needs: 'move' },
      { name: 'create', icon: 'plus', needs: 'move' },
      { name: 'tasks', icon: 'phone', needs: 'tickets' },
      { name: 'stuck', icon: 'alert', needs: 'parked' },
      { name: 'duty', icon: 'clock', needs: 'tickets' },
    ],
  },
  {
    name: 'supervision',
    links: [
      { name: 'problems', icon: 'scale', needs: 'problems' },
      { name: 'campaigns', icon: 'route', needs: 'campaigns' },
      { name: 'documents', icon: 'book', needs: 'tickets' },
      { name: 'unit_replies', icon: 'chat', needs: 'tickets' },
      { name: 'alerts', icon: 'bell', needs: 'tickets' },
      { name: 'opinions', icon: 'chat', needs: 'opinions' },
    ],
  },
  {
    name: 'organisation',
    links: [
      { name: 'units', icon: 'building' },
      { name: 'routing', icon: 'route', needs: 'routing' },
      { name: 'points', icon: 'pin', needs: 'points' },
      { name: 'invitations', icon: 'ticket', needs: 'invitations' },
      { name: 'accounts', icon: 'people', needs: 'accounts' },
    ],
  },
  {
    name: 'knowing',
    links: [
      { name: 'knowledge', icon: 'book' },
      { name: 'tables', icon: 'table' },
      { name: 'imports', icon: 'upload', needs: 'knowledge' },
    ],
  },
  {
    name: 'rules',
    links: [
      { name: 'calendar', icon: 'calendar', needs: 'bureau' },
      { name: 'profile', icon: 'book_open', needs: 'profile' },
      { name: 'sorting', icon: 'sort', needs: 'sorting' },
    ],
  },
  {
    name: 'exchange',
    links: [
      { name: 'channels', icon: 'pulse', needs: 'channels' },
      { name: 'ticket_imports', icon: 'upload', needs: 'exchange' },
    ],
  },
];

/** The part of the menu that the account may see. */
export function listShownGroups(can: (needs: Permission) => boolean): readonly MenuGroup[] {
  return menu
    .map(({ name, links }) => ({
      name,
      links: links.filter(({ needs }) => needs === undefined || can(needs)),
    }))
    .filter(({ links }) => links.length > 0);
}
