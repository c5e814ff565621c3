import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesBetween, withChange, type Change } from './changes.ts';

const apply = (state: unknown, changes: readonly Change[]): unknown =>
	changes.reduce((now: unknown, change) => withChange(now, change), state);

describe('changes between two states', () => {
	test('are only what is another one', () => {
		const answers = { p1: { a: { grade: 1 } }, p2: {} };
		const before = { title: 'T', answers, versions: { f: [{ number: 1 }] }, gone: 1 };
		const after = {
			title: 'T',
			answers: { ...answers, p1: { a: { grade: 1 }, b: { grade: 2 } } },
			versions: { f: [{ number: 1, confirmed: {} }, { number: 2 }] }
		};
		expect(changesBetween(before, after)).toEqual([
			[['gone']],
			[['answers', 'p1', 'b'], { grade: 2 }],
			[['versions', 'f', '0', 'confirmed'], {}],
			[['versions', 'f', '1'], { number: 2 }]
		]);
		expect(changesBetween(after, after)).toEqual([]);
	});

	test('leave what has not changed the very same, and the old state as it was', () => {
		const before = { people: { a: {} }, list: [{ n: 1 }, { n: 2 }] };
		const frozen = structuredClone(before);
		const after = withChange(before, [['list', '1', 'n'], 3]) as typeof before;
		expect(after).toEqual({ people: { a: {} }, list: [{ n: 1 }, { n: 3 }] });
		expect(after.people).toBe(before.people);
		expect(after.list[0]).toBe(before.list[0]);
		expect(before).toEqual(frozen);
	});

	test('lead from any state to any other, also when they have travelled as JSON', () => {
		const key = fc.constantFrom('a', 'b', 'c', '0', '__proto__', 'constructor', 'length');
		const { state } = fc.letrec<{ state: unknown }>((tie) => ({
			state: fc.oneof(
				{ depthSize: 'small' },
				fc.constantFrom<unknown>(0, 1, 'x', true, null),
				fc.array(tie('state'), { maxLength: 4 }),
				fc.dictionary(key, tie('state'), { maxKeys: 4, noNullPrototype: true })
			)
		}));
		fc.assert(
			fc.property(state, state, (before, after) => {
				const sent = JSON.parse(JSON.stringify(changesBetween(before, after))) as Change[];
				expect(JSON.stringify(sorted(apply(before, sent)))).toBe(JSON.stringify(sorted(after)));
			}),
			{ numRuns: 2000, seed: 5 }
		);
	});
});

/** With its fields in one order: a changed state keeps its own. */
function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (typeof value !== 'object' || value === null) return value;
	return Object.entries(value)
		.toSorted(([a], [b]) => (a < b ? -1 : 1))
		.map(([key, inner]) => [key, sorted(inner)]);
}
