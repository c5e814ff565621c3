import type { Item } from '@concordia/board';
import { formatFrozen, sharedVision } from '@concordia/instruments';
import { expect, test } from 'vitest';
import { presentWording, readVersion } from './versions.ts';

const card: Item = {
	id: 'v',
	type: 'card',
	pos: [0, 0],
	size: [1, 1],
	z: 'a',
	parent: 'f',
	instrument: 'shared-vision',
	kind: 'vision',
	text: 'Together'
};
const frame: Item = { ...card, id: 'f', type: 'frame', text: 'Vision' };

const { frozen, hash } = presentWording(sharedVision, [frame, card], 'f');
const answer =
	(text: string, status = 200) =>
	() =>
		Promise.resolve(new Response(text, { status }));

test('a version is shown when it is, to the letter, what was frozen', async () => {
	const asked: string[] = [];
	const read = await readVersion('s', 'f', { number: 2, hash }, (url) => {
		asked.push(url);
		return answer(formatFrozen(frozen))();
	});
	expect(asked).toEqual(['/api/sessions/s/versions/f/2']);
	expect(read).toEqual({ ok: true, value: frozen });
});

test.each([
	['changed', answer(formatFrozen(frozen).replace('Together', 'Alone'))],
	['unreachable', answer('', 404)],
	['unreachable', () => Promise.reject(new Error('offline'))]
])('a version that is %s is not', async (problem, fetch) => {
	expect(await readVersion('s', 'f', { number: 1, hash }, fetch)).toEqual({ ok: false, problem });
});
