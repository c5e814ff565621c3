import type { NewItem } from '@concordia/board';
import { caseToSession, parseCase, type SealedSolution } from '@concordia/instruments';
import type { World } from '../room/world.ts';

/** What a case brings into a new session. */
export interface ImportedCase {
	readonly title: string;
	readonly purpose: string;
	readonly organizations: readonly { readonly id: string; readonly name: string }[];
	readonly items: readonly NewItem[];
	readonly sealed: readonly SealedSolution[];
}

/** Reads a case that came from outside; the reason names the field that is wrong. */
export function readCase(
	value: unknown,
	world: Pick<World, 'newId'>
): { ok: true; value: ImportedCase } | { ok: false; reason: string } {
	const parsed = parseCase(value);
	if (!parsed.ok) return parsed;
	return { ok: true, value: caseToSession(parsed.value, () => world.newId().slice(0, 12)) };
}
