import type { StaffAnswer } from '../../bot/index.ts';
import type { Account } from '../../people/index.ts';
import type { AnswerStaffPorts } from './ports.ts';

const codeWords = /^\s*(?:绑定|綁定|link)\s*(\d{8})\s*$/iu;

/** 绑定 12345678 links the member who says it to the account that the code was made for; undefined for other words. */
export async function linkMember(
  userId: string,
  text: string,
  { accounts, hashCode, say, audit, now }: AnswerStaffPorts,
): Promise<StaffAnswer | undefined> {
  const [, code] = codeWords.exec(text) ?? [];
  if (code === undefined) return undefined;
  const account = await accounts.findByWecomCode(hashCode(code));
  if (account === undefined || !isUsable(account, now())) return { text: say('code_wrong') };
  const { wecomCodeHash: _hash, wecomCodeUntil: _until, ...rest } = account;
  await audit.record({
    at: now(),
    accountId: account.id,
    action: 'account.link_wecom',
    object: account.id,
  });
  const isLinked = await accounts.save({ ...rest, wecomUserId: userId.toLowerCase() });
  return { text: isLinked ? say('linked', { name: account.name }) : say('code_taken') };
}

function isUsable({ disabledAt, wecomCodeUntil }: Account, now: Date): boolean {
  return disabledAt === undefined && wecomCodeUntil !== undefined && wecomCodeUntil > now;
}
