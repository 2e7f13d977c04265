import type { LoadLibrary } from './index.ts';

/** just-bash as the filters' library; a module of its own so that a host decides whether to bundle it. */
export const loadJustBash: LoadLibrary = async () => {
  const { Bash } = await import('just-bash');
  return (files, cwd) => new Bash({ files, cwd });
};
