/** One message as its reader sees it, with what can be tapped under it. */
export type Heard = {
  readonly text: string;
  readonly options: readonly { readonly label: string; readonly pick: () => Promise<void> }[];
};

/** What a person does that is no text: 【图片】, 【关注】 and the like. */
export type Act = { readonly name: string; readonly detail: string };

/** One person in one channel. */
export type Mouth = {
  readonly say: (words: string) => Promise<void>;
  readonly act: (act: Act) => Promise<void>;
  /** What came since it was last asked, in order. */
  readonly listen: () => Promise<readonly Heard[]>;
};

/** Options as plain text has them (`1. 投诉`): whoever wants one writes its number. */
export function readNumberedOptions(
  text: string,
  say: (words: string) => Promise<void>,
): Heard['options'] {
  return [...text.matchAll(/^(\d{1,2})\. (.+)$/gmu)].map(([, digits = '', label = '']) => ({
    label,
    pick: () => say(digits),
  }));
}

/** A queue of what was heard and not yet listened to. */
export function createEars() {
  let fresh: Heard[] = [];
  return {
    hear: (heard: Heard): void => void fresh.push(heard),
    take(): readonly Heard[] {
      const taken = fresh;
      fresh = [];
      return taken;
    },
  };
}

/** Each call answers what was added to a growing list since the one before. */
export function createFollower<T>(list: () => readonly T[]): () => readonly T[] {
  let read = 0;
  return () => {
    const added = list().slice(read);
    read += added.length;
    return added;
  };
}

/** For acts that a channel does not know. */
export function refuseAct({ name }: Act): never {
  throw new Error(`nobody can do this in the channel: ${name}`);
}
