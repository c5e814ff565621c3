import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { byId, steps, wildSteps, World } from '../testing/index.ts';
import type { Step } from '../testing/index.ts';

const numRuns = 60;

/**
 * What the document would send to a newcomer, unit by unit. How the remains of removed things are joined
 * depends on the order of arrival, in Yjs itself, and has no meaning: each counts as gone.
 */
function encodedState(doc: Y.Doc): Record<string, unknown> {
	const { structs, ds } = Y.decodeUpdate(Y.encodeStateAsUpdate(doc));
	const state: Record<string, unknown> = {};
	for (const { id, length, ...struct } of structs) {
		const content = 'content' in struct ? struct.content : undefined;
		const isGone = content === undefined || content instanceof Y.ContentDeleted;
		const values: unknown[] = isGone || !content.isCountable() ? [] : content.getContent();
		for (let i = 0; i < length; i += 1) {
			const value = values[i];
			const isShared = value instanceof Y.AbstractType;
			state[`${id.client}:${id.clock + i}`] = isGone ? 'gone' : isShared ? 'shared' : value;
		}
	}
	for (const [client, ranges] of ds.clients) {
		for (const { clock, len } of ranges) {
			for (let i = 0; i < len; i += 1) state[`${client}:${clock + i}`] = 'gone';
		}
	}
	return state;
}

function withWorld(run: readonly Step[], check: (world: World) => void): void {
	const world = new World(3);
	try {
		world.run(run);
		check(world);
	} finally {
		world.close();
	}
}

test('all people end with the same board and the same encoded state, however messages travel', () => {
	fc.assert(
		fc.property(wildSteps, (run) =>
			withWorld(run, (world) => {
				world.settle();
				const [first, ...others] = world.people;
				const merged = new Y.Doc();
				for (const { doc } of world.people) Y.applyUpdate(merged, Y.encodeStateAsUpdate(doc));
				for (const doc of [...others.map((other) => other.doc), merged]) {
					expect(byId(doc)).toEqual(byId(first!.doc));
					expect(encodedState(doc)).toEqual(encodedState(first!.doc));
				}
				merged.destroy();
			})
		),
		{ numRuns }
	);
});

test('records kept up to date by changes equal those read from scratch, at any moment', () => {
	fc.assert(
		fc.property(wildSteps, (run) =>
			withWorld(run, (world) => {
				for (const { doc, records } of world.people) {
					expect(Object.fromEntries(records)).toEqual(byId(doc));
				}
			})
		),
		{ numRuns }
	);
});

test('whatever a foreign program writes, every record is sound', () => {
	fc.assert(
		fc.property(wildSteps, (run) =>
			withWorld(run, (world) => {
				for (const record of Object.values(byId(world.people[0]!.doc))) {
					expect(record.pos.every(Number.isFinite) && record.pos.length === 2).toBe(true);
					expect(record.size.every((side) => Number.isFinite(side) && side >= 0)).toBe(true);
					expect(typeof record.type).toBe('string');
					expect(typeof record.z).toBe('string');
					expect(Object.getPrototypeOf(record)).toBe(Object.prototype);
					const text = JSON.stringify(record);
					expect(JSON.stringify(JSON.parse(text))).toBe(text);
				}
			})
		),
		{ numRuns }
	);
});

test('undoing and redoing everything alone leads back to where it was', () => {
	fc.assert(
		fc.property(steps, (run) => {
			const world = new World(1);
			world.run(run.map((step) => ({ ...step, who: 0 })).filter((step) => step.do !== 'deliver'));
			const { doc, history } = world.people[0]!;
			history.mark();
			while (history.redo()) void 0;
			const full = byId(doc);
			while (history.undo()) void 0;
			expect(byId(doc)).toEqual({});
			while (history.redo()) void 0;
			expect(byId(doc)).toEqual(full);
			world.close();
		}),
		{ numRuns }
	);
});
