import { readFileSync } from 'node:fs';

const subject = readFileSync(process.argv[2], 'utf8').split('\n')[0];
const conventional =
  /^(feat|fix|docs|test|refactor|perf|build|ci|chore|style|revert)(\([\w-]+\))?!?: \S/u;
if (subject.length > 60 || !conventional.test(subject)) {
  console.error(`Subject must be Conventional and at most 60 characters: ${subject}`);
  process.exit(1);
}
