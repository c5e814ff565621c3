import { expect, test } from 'vitest';
import { countFacts } from './facts.ts';

test('only what was found to fit is counted, not what was erased or is still open', () => {
	const reveal = { round: 'r', entry: 1, asSealed: ['A', 'B'], unchecked: [] };
	const decision = { decision: 'd', entry: 2, hash: 'h', isWordingChecked: true, result: null };
	const result = { entry: 3, outcome: 'adopted', isChecked: true };
	expect(countFacts(null)).toEqual({ sealed: 0, decisions: 0, results: 0 });
	expect(
		countFacts({
			reveals: [reveal, { ...reveal, asSealed: ['A'], unchecked: ['B'] }],
			decisions: [
				decision,
				{ ...decision, result },
				{ ...decision, isWordingChecked: false, result },
				{ ...decision, result: { ...result, isChecked: false } }
			]
		})
	).toEqual({ sealed: 1, decisions: 3, results: 2 });
});
