import { defaultSize, type Item } from '@concordia/board';
import { instruments, newInstrument } from '@concordia/instruments';
import { replay } from '@concordia/session';
import { hashText } from '@concordia/transparency';
import { expect, test } from 'vitest';
import { writeDocuments } from './documents.ts';
import { FORM, writeBoard, writePeople } from './files.ts';
import { wordsIn } from './words.ts';

const state = replay([
	{
		kind: 'session.open',
		at: 1000,
		subject: ['workshop01'],
		payload: {
			title: 'Workshop',
			organizations: [
				{ id: 'PN', name: 'Physicians', color: 'blue', pattern: 'solid', initials: 'PN' }
			]
		}
	},
	{ kind: 'join', at: 2000, by: 'ana', organization: 'PN', subject: ['invite'], payload: {} }
]);

function items(): Item[] {
	let ids = 0;
	return instruments.flatMap((definition, at) =>
		newInstrument(definition, {
			newId: () => `item${ids++}`,
			pos: [0, at * 9000],
			locale: 'en'
		}).map((item): Item => ({ size: defaultSize(item.type), z: 'a0', ...item }))
	);
}

// Exports are checked by writing these files again, years later. When this fails, what is written has changed:
// count FORM up and put the new hashes here, so that exports of before are known to be in another form.
test('the form of the files is the one that has this number', () => {
	if (state === null) throw new Error('no session');
	const documents = [...writeDocuments(items(), state, '2026-11-22')];
	expect({
		form: FORM,
		board: hashText(writeBoard(items(), { session: state.id, title: 'Workshop', seq: 7 })),
		people: hashText(writePeople(state)),
		documents: hashText(wordsIn(documents.flat().join('\n')))
	}).toEqual({
		form: 9,
		board: 'a88acc385d458766610ffad3f32e50109453a172dd8c1e90830805f1c435cdde',
		people: '28aaf37818ef3272e87a644c0fd120b7edbb41499e851cb447591e60910f58bb',
		documents: 'bd48d5f3faa2a6789937f488f671d6dd9015cf2980f7ad13919400d8253125a2'
	});
});

test('documents are the same in whatever order the items of the board come', () => {
	if (state === null) throw new Error('no session');
	const [there, back] = [items(), items().toReversed()].map((board) =>
		Object.fromEntries(writeDocuments(board, state, '2026-11-22'))
	);
	expect(back).toEqual(there);
});

test('a document says the same in every engine, and something else with another word or number', () => {
	const written = 'Bis 3. Sept. 2026: 1.234,5 € – −2 \u202f% „Wartezeit“';
	expect(wordsIn('Bis 3. Sep 2026: 1\u202f234,5\u00a0€ - −2% „Wartezeit“')).toBe(wordsIn(written));
	for (const [from, to] of [
		['2026', '2027'],
		['Sept.', 'Okt.'],
		['Wartezeit', 'Wartezeiten'],
		['1.2', '-1.2']
	] as const) {
		expect(wordsIn(written.replace(from, to))).not.toBe(wordsIn(written));
	}
});
