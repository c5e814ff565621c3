export { byId, World } from './world.ts';
export type { Garbage, Person, Step, TableEdit } from './world.ts';
export { steps, wildSteps } from './steps.ts';
export { readRaw } from './raw.ts';
