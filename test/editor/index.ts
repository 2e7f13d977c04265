import './web-host.ts';
import './suite.ts';
import './course.ts';

/** VS Code's `extensionTestsPath` calls this, in a web extension host. */
export { runAll as run } from './harness.ts';
