import { createReplay, insertItems, updateItems } from '@concordia/board/doc';
import { formatHistoryLine } from '@concordia/transparency';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { Player } from './player.ts';
import { Timeline } from './timeline.ts';

/** A server that holds the updates of a board and gives two at once. */
function serverOf(updates: readonly (Uint8Array | null)[]): {
	fetch: (url: string) => Promise<Response>;
	asked: string[];
	fails: boolean;
} {
	const server = {
		asked: [] as string[],
		fails: false,
		fetch: async (url: string): Promise<Response> => {
			server.asked.push(url);
			if (server.fails) throw new TypeError('no network');
			const from = Number(new URL(url, 'http://localhost').searchParams.get('from'));
			const lines = updates
				.slice(from - 1, from + 1)
				.map(
					(update, at) =>
						`${formatHistoryLine({ seq: from + at, entry: from + at + 5, at: 1, participant: 'p', update })}\n`
				);
			const headers: Record<string, string> =
				lines.length === 2 ? { link: '</next>; rel="next"' } : {};
			return new Response(lines.join(''), { headers });
		}
	};
	return server;
}

function boardOf(texts: readonly string[]): Uint8Array[] {
	const doc = new Y.Doc();
	const updates: Uint8Array[] = [];
	doc.on('update', (update: Uint8Array) => updates.push(update));
	insertItems(doc, [{ id: 'n', type: 'note', pos: [0, 0], text: '' }], 'me');
	for (const text of texts) updateItems(doc, [{ id: 'n', text }], 'me');
	return updates;
}

function playerOf(server: ReturnType<typeof serverOf>, clock = 0): [Player, Timeline] {
	let time = 0;
	const player = new Player('s', {
		fetch: server.fetch,
		replay: createReplay(),
		now: () => (time += clock),
		breathe: () => Promise.resolve()
	});
	return [player, new Timeline()];
}

describe('playing a history', () => {
	it('reads page after page, and later only what is new', async () => {
		const updates = boardOf(['a', 'ab', 'abc']);
		const server = serverOf(updates);
		const [player, timeline] = playerOf(server);
		expect((await player.play((steps) => timeline.append(steps))).ok).toBe(true);
		expect(timeline.length).toBe(4);
		expect(timeline.recordsAt(3).get('n')?.text).toBe('ab');
		server.asked.length = 0;
		await player.play((steps) => timeline.append(steps));
		expect(server.asked).toEqual(['/api/sessions/s/history?from=5']);
		expect(timeline.length).toBe(4);
	});

	it('gives what it has when it has taken its time', async () => {
		const [player] = playerOf(serverOf(boardOf(['a', 'ab'])), 5);
		const portions: number[] = [];
		await player.play((steps) => portions.push(steps.length));
		expect(portions.filter((count) => count > 0).length).toBeGreaterThan(1);
	});

	it('goes on after a break', async () => {
		const server = serverOf(boardOf(['a']));
		const [player, timeline] = playerOf(server);
		server.fails = true;
		const answer = await player.play((steps) => timeline.append(steps));
		expect(answer).toMatchObject({ ok: false, problem: { code: 'unreachable' } });
		server.fails = false;
		await player.play((steps) => timeline.append(steps));
		expect(timeline.length).toBe(2);
	});

	it('marks what was erased', async () => {
		const updates: (Uint8Array | null)[] = boardOf(['a', 'ab']);
		updates[1] = null;
		const [player, timeline] = playerOf(serverOf(updates));
		await player.play((steps) => timeline.append(steps));
		expect(timeline.stepTo(2)).toMatchObject({ isErased: true, changes: [] });
		expect(timeline.stepTo(3)?.isIncomplete).toBe(true);
	});
});
