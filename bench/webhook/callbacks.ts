import {
  buildCallback,
  buildTextFields,
  type Callback,
} from '../../test/support/build-callback.ts';

/** Ready-encrypted messages of `people` different senders in turn; sent within minutes, before they are stale. */
export function buildCallbacks(count: number, people: number, text: string): readonly Callback[] {
  return Array.from({ length: count }, (_, index) => {
    const number = String(index % people).padStart(8, '0');
    return buildCallback(buildTextFields({ FromUserName: `oBenchPerson${number}`, Content: text }));
  });
}
