/**
 * What runs on Node and has the whole simulation in it, as one bundle, dist/node.js: the command line, and a real Flink for the editor, which loads it when
 * it is wanted.
 */
export { commandLine } from './cli/main.ts';
export { realFlinkOnNode } from './editor/local-flink.node.ts';
