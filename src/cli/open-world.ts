import { dirname, resolve } from 'node:path';
import { diskMount } from '../remote/disk.node.ts';
import type { WorldEvent, WorldSpec } from '../world/protocol.ts';
import { createWorld, type World } from '../world/world.ts';
import { loadCompiler, loadFilters } from './assets.ts';
import { messageOf, UsageError } from './usage.ts';

/** The world of a lesson; the files beside it are its workspace. Throws a {@link UsageError} when there can be no such world. */
export async function openWorld(file: string, spec: WorldSpec, emit: (event: WorldEvent) => void): Promise<World> {
  const compiler = await loadCompiler();
  try {
    return createWorld({ spec, workspace: diskMount(dirname(resolve(file))), compiler, filters: loadFilters, emit });
  } catch (error) {
    throw new UsageError(messageOf(error));
  }
}
