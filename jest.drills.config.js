import base from './jest.config.js';

/** The long ones: kill rounds and the like. @type {import('jest').Config} */
export default {
  ...base,
  testMatch: ['<rootDir>/test/drills/**/*.test.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  testTimeout: 600_000,
};
