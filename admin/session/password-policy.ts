export type PasswordFault =
  | 'too_short'
  | 'too_plain'
  | 'holds_username'
  | 'well_known'
  | 'unchanged';

const minLength = 10;
/** Long enough to pass the length and class rules, and still among the first guesses. */
const wellKnown = [
  'admin123456',
  'admin@123456',
  'password123',
  'passw0rd123',
  'p@ssw0rd123',
  'qwerty12345',
  'qwer1234!@#$',
  '1qaz2wsx3edc',
  '1qaz@wsx3edc',
  'abc123456789',
  'aa123456789',
  'a1234567890',
  'huawei@123456',
  'duxin@123456',
];

/**
 * What is wrong with a new password under the 等保三级 profile: at least 10 characters of 3 of 4 classes,
 * not the username, not a well-known one, not the old one. Undefined when it will do.
 */
export function findPasswordFault(
  password: string,
  { username, current }: { readonly username: string; readonly current?: string },
): PasswordFault | undefined {
  const folded = password.toLowerCase();
  if (password.length < minLength) return 'too_short';
  if (countClasses(password) < 3) return 'too_plain';
  if (folded.includes(username.toLowerCase())) return 'holds_username';
  if (wellKnown.includes(folded)) return 'well_known';
  return password === current ? 'unchanged' : undefined;
}

function countClasses(password: string): number {
  return [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length;
}
