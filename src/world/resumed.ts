import type { SimulationLoop } from '../simulation/simulation.ts';

/** When a simulation goes on that something outside of virtual time holds up (a library that computes, a question to the user). */
export const resumed = (simulation: SimulationLoop): Promise<void> =>
  new Promise((resolve) => {
    simulation.onResume = () => {
      simulation.onResume = undefined;
      resolve();
    };
  });
