import { ensureBuild, ensureDebianPackages, ensurePackages, runJest } from './prepare.js';

ensurePackages();
ensureDebianPackages();
ensureBuild();
runJest(['--config', 'jest.drills.config.js', '--runInBand', ...process.argv.slice(2)]);
