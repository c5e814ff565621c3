import { insertItems, itemText, newDocument } from '@concordia/board/doc';
import { formatHistoryLine } from '@concordia/transparency';
import { afterEach, expect, test, vi } from 'vitest';
import { Past } from './past.svelte.ts';

afterEach(() => {
	vi.unstubAllGlobals();
});

test('reads who wrote a text from the lines of the history, and goes on where it was', async () => {
	const doc = newDocument();
	const lines: string[] = [];
	let whose: { participant: string | null; organization?: string } = { participant: 'anna' };
	doc.on('update', (update: Uint8Array) => {
		const seq = lines.length + 1;
		lines.push(formatHistoryLine({ seq, entry: seq, at: seq, ...whose, update }));
	});
	const asked: string[] = [];
	vi.stubGlobal('fetch', async (url: string) => {
		asked.push(url);
		return new Response(lines.slice(Number(url.split('from=')[1]) - 1).join('\n'));
	});
	insertItems(doc, [{ id: 'n', type: 'note', pos: [0, 0], text: 'We' }], null);
	const text = itemText(doc, 'n')!;
	whose = { participant: null, organization: 'CC' };
	text.insert(2, ' care');

	const past = new Past('s');
	expect(past.state).toBe('reading');
	past.follow();
	await vi.waitFor(() => expect(past.state).toBe('ready'));
	const told = (): unknown[] => past.runsOf(text).map((run) => [run.text, run.origin?.author]);
	expect(told()).toEqual([
		['We', 'anna'],
		[' care', '@CC']
	]);

	whose = { participant: 'ben' };
	text.insert(7, '!');
	expect(told().at(-1)).toEqual(['!', undefined]);
	past.follow();
	await vi.waitFor(() => expect(told().at(-1)).toEqual(['!', 'ben']), { timeout: 5000 });
	expect(asked.map((url) => url.split('from=')[1])).toEqual(['1', '3']);
});
