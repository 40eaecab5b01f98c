import {
  ensureBuild,
  ensureDebianPackages,
  ensurePackages,
  keepTemporaryInMemory,
  runJest,
} from './prepare.js';

ensurePackages();
ensureDebianPackages();
ensureBuild();
runJest(process.argv.slice(2), keepTemporaryInMemory());
