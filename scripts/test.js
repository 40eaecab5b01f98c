import { ensureBuild, ensureDebianPackages, ensurePackages, runJest } from './prepare.js';

ensurePackages();
ensureDebianPackages();
ensureBuild();
runJest(process.argv.slice(2));
