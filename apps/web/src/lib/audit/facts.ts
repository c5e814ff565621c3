import type { ScribeFindings } from '@concordia/transparency';

/** What was found to fit of sealed cards and decisions. What was erased since is in the warnings instead. */
export function countFacts(files: Pick<ScribeFindings, 'reveals' | 'decisions'> | null): {
	readonly sealed: number;
	readonly decisions: number;
	readonly results: number;
} {
	const { reveals = [], decisions = [] } = files ?? {};
	return {
		sealed: reveals.filter(({ unchecked }) => unchecked.length === 0).length,
		decisions: decisions.filter(({ isWordingChecked }) => isWordingChecked).length,
		results: decisions.filter(({ result }) => result?.isChecked === true).length
	};
}
