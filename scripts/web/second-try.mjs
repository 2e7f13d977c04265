// A second try for scenes in a browser: a key press that a busy machine lost is no defect, and is told all the same.

/** Whether each scene passed, by its name. @typedef {Map<string, boolean>} Outcomes */

/** So many failures are no accident. */
const MOST_RETRIED = 5;

/**
 * Runs scenes, those that failed once more, and says how it came out: "flaky: NAME" for a scene that passed only then, and last
 * "N passed, N failed". Sets the exit code.
 * @param {(failed: readonly string[]) => Promise<Outcomes>} attempt runs scenes in a window and a folder of their own: all of them
 *   where `failed` is empty, else at least those named; rejects when they could not be run to their end
 */
export async function runScenes(attempt) {
  const outcomes = await tried(attempt, []);
  const failed = [...(outcomes ?? [])].filter(([, ok]) => !ok).map(([name]) => name);
  const again = outcomes === null || (failed.length > 0 && failed.length <= MOST_RETRIED);
  if (again) console.log('# once more, in a fresh window');
  const second = again ? await tried(attempt, failed) : null;
  const all = new Map([...(outcomes ?? []), ...(second ?? [])]);
  for (const name of failed) if (all.get(name)) console.log(`flaky: ${name}`);
  if (outcomes === null && second !== null) console.log('flaky: the run as a whole');
  const bad = [...all.values()].filter((ok) => !ok).length;
  const passed = all.size - bad;
  // Scenes that were never reached are not known by name.
  const broken = again && second === null ? Math.max(bad, 1) : bad;
  console.log(`${passed} passed, ${broken} failed`);
  process.exitCode = broken === 0 && passed > 0 ? 0 : 1;
}

/** @param {Parameters<typeof runScenes>[0]} attempt @param {readonly string[]} failed */
async function tried(attempt, failed) {
  try {
    return await attempt(failed);
  } catch (error) {
    console.log(`not ok ${error instanceof Error ? error.message : error}`);
    return null;
  }
}
