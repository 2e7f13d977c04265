import { expect, test } from 'vitest';
import { createTaskManagerPlaces } from '../../src/remote/task-manager-places.ts';

test('TaskManagers spread over the machines in order of their names; a newcomer takes the place of one that died', () => {
  const places = createTaskManagerPlaces(2);
  const at = (id: string): string => {
    const place = places.placeOf(id);
    return place === null ? 'nowhere' : `node${place.machine + 1} #${place.number}`;
  };
  places.meet(['taskmanager-10', 'taskmanager-2', 'taskmanager-1']);
  expect(['taskmanager-1', 'taskmanager-2', 'taskmanager-10'].map(at)).toEqual(['node1 #0', 'node2 #0', 'node1 #1']);
  expect(places.livingOn(0)).toEqual(['taskmanager-1', 'taskmanager-10']);

  // The cluster still lists the dead one for a while.
  places.leave('taskmanager-2');
  places.meet(['taskmanager-1', 'taskmanager-2', 'taskmanager-10', 'taskmanager-11']);
  expect(at('taskmanager-11')).toBe('node2 #1');
  expect(places.livingOn(1)).toEqual(['taskmanager-11']);

  // One that was out of reach comes back to where it was.
  places.meet(['taskmanager-11']);
  places.meet(['taskmanager-1', 'taskmanager-11']);
  expect(at('taskmanager-1')).toBe('node1 #0');
  expect(places.livingOn(0)).toEqual(['taskmanager-1']);
  expect(at('taskmanager-3')).toBe('nowhere');
});
