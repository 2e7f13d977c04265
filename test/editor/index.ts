import './suite.ts';

/** VS Code's `extensionTestsPath` calls this. */
export { runAll as run } from './harness.ts';
