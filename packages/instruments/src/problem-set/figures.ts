import type { Item } from '@concordia/board';
import { linkGraph } from '../causes.ts';
import type { CauseGraph } from '../causes.ts';
import { matrix } from '../matrix.ts';
import type { Matrix, OrganizationName } from '../matrix.ts';
import { problemSet } from './definition.ts';

const table = problemSet.views.find((view) => view.type === 'matrix')!;

/** The problem set's table: problems by organizations, gaps marked. */
export function problemTable(
	items: Iterable<Item>,
	frameId: string,
	organizations: readonly OrganizationName[]
): Matrix {
	return matrix(problemSet, table, items, frameId, organizations);
}

/** The cause graph of a problem set. */
export function causeGraph(items: Iterable<Item>, frameId: string): CauseGraph {
	return linkGraph(problemSet, 'feeds-into', items, frameId);
}
