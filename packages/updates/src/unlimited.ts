import { limits, type Limits } from '@concordia/protocol';

/** More than was ever accepted, and little enough that nobody's stack runs over. */
const DEEPEST = 256;

/** What was accepted once is read again under whatever limits there were then. */
export const unlimited: Limits = {
	...(Object.fromEntries(Object.keys(limits).map((name) => [name, Infinity])) as Limits),
	maxJsonDepth: DEEPEST,
	maxTypeDepth: DEEPEST
};
