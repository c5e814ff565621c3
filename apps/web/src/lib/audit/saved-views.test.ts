import { expect, it } from 'vitest';
import { keepViews, savedViews, withView } from './saved-views.ts';

function shelf(kept: string | null = null) {
	return {
		getItem: () => kept,
		setItem: (_: string, value: string) => void (kept = value)
	};
}

it('keeps views of a session, and replaces one of the same name', () => {
	const browser = shelf();
	const first = withView([], { name: 'Votes', query: 'kind=votes' });
	const both = withView(first, { name: 'Ours', query: 'organization=PN' });
	expect(keepViews(browser, 's1', withView(both, { name: 'Votes', query: 'kind=answers' }))).toBe(
		true
	);
	expect(savedViews(browser, 's1')).toEqual([
		{ name: 'Ours', query: 'organization=PN' },
		{ name: 'Votes', query: 'kind=answers' }
	]);
});

it.each(['', '{', '7', '[1,{"name":""},{"name":"x"},null]'])('reads nothing from %j', (kept) => {
	expect(savedViews(shelf(kept), 's1')).toEqual([]);
});

it('says when the browser keeps nothing', () => {
	expect(keepViews(null, 's1', [])).toBe(false);
	expect(savedViews(null, 's1')).toEqual([]);
});
