import { element, requireElement } from '../../../platform/http/look/element.ts';
import { fillHeader } from '../../../platform/http/look/header.ts';
import { createKeep } from '../../../platform/http/look/keep.ts';
import { createPreferences } from '../../../platform/http/look/preferences.ts';
import { startChat } from './chat.ts';
import { createConnectionLine } from './connection-line.ts';
import { createComposer } from './composer.ts';
import { createConversationView } from './conversation-view.ts';
import { createDates } from './dates.ts';
import { fillFooter } from './footer.ts';
import { joinFrame } from './frame.ts';
import { createFileLimit } from './file-limit.ts';
import { createKeptFiles } from './kept-files.ts';
import { createLargePicture } from './large-picture.ts';
import { createMessageView } from './message-view.ts';
import { toPageWords } from './page-words.ts';
import { createQuickReplies } from './quick-replies.ts';
import { createChatSession } from './session.ts';

const preferences = createPreferences();
const words = toPageWords(preferences.language());
const keep = createKeep(() => localStorage, 'duxin.chat.');
const scene = new URLSearchParams(location.search).get('p');
// A reload is no second visit.
const session = createChatSession(keep, scene, () =>
  history.replaceState(null, '', location.pathname),
);
const limit = createFileLimit();
const dates = createDates(preferences.language(), words);

document.title = words('title');
requireElement('skip', HTMLAnchorElement).textContent = words('skip');
// The bot follows the switch, and the switch the bot: 长辈模式 is one choice of the person.
const large = fillHeader(requireElement('header', HTMLElement), preferences, words, (isLarge) =>
  chat.say(isLarge ? '长辈模式' : '普通模式'),
);
requireElement('intro', HTMLElement).replaceChildren(
  element('h2', { id: 'intro-title' }, words('intro.title')),
  element('p', {}, words('intro.text')),
);

const view = createConversationView({
  words,
  dates,
  limit,
  renderMessage: createMessageView({
    words,
    toTime: dates.toTime,
    showLarge: createLargePicture(words),
    async openPicture(path) {
      const response = await fetch(path, { headers: session.headers() }).catch(() => undefined);
      return response?.ok === true ? response.blob() : undefined;
    },
  }),
  discard: (id) => chat.discard(id),
});
const chat = startChat({
  session,
  view,
  files: createKeptFiles(),
  limit,
  keep: createKeep(() => localStorage, 'duxin.chat.unsent.'),
  connection: createConnectionLine(words),
  replies: createQuickReplies(words, (text) => chat.say(text)),
  frame: joinFrame(),
  onManner: (manner) => large.show(manner === 'elderly'),
});
createComposer({
  words,
  keep,
  limit,
  sendText: (text) => chat.say(text),
  sendFiles: (files) => void chat.sendFiles(files),
});
fillFooter(words, () => chat.end());
