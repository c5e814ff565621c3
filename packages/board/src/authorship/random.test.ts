import { expect, it } from 'vitest';
import * as Y from 'yjs';
import {
	createUndo,
	insertItems,
	newDocument,
	openBoard,
	removeItems,
	type BoardUndo
} from '../doc/index.ts';
import { BoardPast } from './index.ts';

/** Every letter is written once: it says who wrote it, wherever it stands. */
const lettersOf = 2000;
const firstLetter = 0x4e00;
const people = ['Anna', 'Ben', 'Ida', 'Omar'];

function randomOf(seed: number): (below: number) => number {
	let state = seed;
	return (below) => {
		state = (state * 1664525 + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

class Person {
	readonly name: string;
	readonly doc = newDocument();
	readonly undo: BoardUndo;
	/** What the others have not got yet. */
	readonly unsent: Uint8Array[] = [];
	/** Took something out last, and nobody else has since. */
	hasTakenOut = false;
	#next: number;

	constructor(name: string, index: number) {
		this.name = name;
		this.doc.clientID = index + 10;
		this.#next = firstLetter + index * lettersOf;
		this.undo = createUndo(this.doc, this);
		this.doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin === this) this.unsent.push(update);
		});
	}

	write(count: number): string {
		this.#next += count;
		return Array.from({ length: count }, (_, i) =>
			String.fromCharCode(this.#next - count + i)
		).join('');
	}

	/** The texts of a card that this person sees. */
	get texts(): Y.Text[] {
		const card = openBoard(this.doc).items.get('card') as Y.Map<unknown> | undefined;
		if (!card) return [];
		return [card.get('text') as Y.Text, (card.get('fields') as Y.Map<Y.Text>).get('why')!];
	}
}

function play(seed: number): { letter: string; author: string | null | undefined }[] {
	const random = randomOf(seed);
	const past = new BoardPast();
	const common = newDocument();
	let position = 0;
	common.clientID = 1;
	const store = (update: Uint8Array, author: string | null): void => {
		Y.applyUpdate(common, update);
		past.push(update, { author, position: (position += 1) });
	};
	const first = newDocument();
	first.clientID = 2;
	insertItems(
		first,
		[{ id: 'card', type: 'card', pos: [0, 0], fields: { why: '' }, textFields: ['why'] }],
		null
	);
	store(Y.encodeStateAsUpdate(first), null);
	const all = people.map((name, index) => new Person(name, index));
	const sync = (person: Person): void => {
		for (const update of person.unsent.splice(0)) store(update, person.name);
		Y.applyUpdate(person.doc, Y.encodeStateAsUpdate(common, Y.encodeStateVector(person.doc)));
	};
	const edit = (person: Person): void => {
		const what = random(12);
		// What is moved or brought back is so as it stands.
		if (what < 2 || what > 7) sync(person);
		const texts = person.texts;
		const text = texts[random(texts.length)];
		if (what < 2) {
			if (!person.hasTakenOut) return;
			person.undo.undo();
			if (what === 1) person.undo.redo();
			person.hasTakenOut = what === 1;
			sync(person);
		} else if (text === undefined) return;
		else if (what < 8) {
			const words = person.write(1 + random(9));
			const at = random(text.length + 1);
			person.hasTakenOut = false;
			person.doc.transact(() => text.insert(at, words), person);
		} else if (what === 8) {
			// Somewhere else in the same edit: into the other text, maybe.
			const [length, from] = [8 + random(9), random(text.length)];
			if (from + length > text.length) return;
			const words = text.toJSON().slice(from, from + length);
			const target = texts[random(texts.length)]!;
			person.doc.transact(() => {
				text.delete(from, length);
				target.insert(random(target.length + 1), words);
			}, person);
			sync(person);
			for (const one of all) one.hasTakenOut = false;
		} else if (what === 9) {
			person.hasTakenOut = false;
			person.doc.transact(() => text.format(0, text.length, { bold: {} }), person);
		} else {
			const [length, from] = [4 + random(9), random(text.length)];
			if (from + length > text.length) return;
			person.undo.mark();
			person.doc.transact(() => text.delete(from, length), person);
			sync(person);
			for (const one of all) one.hasTakenOut = one === person;
		}
	};
	for (let step = 0; step < 250; step += 1) {
		const person = all[random(all.length)]!;
		if (random(2) === 0) sync(person);
		edit(person);
		if (random(3) === 0) person.undo.mark();
	}
	for (const person of [...all, ...all]) sync(person);
	const [remover] = all as [Person];
	for (const change of [
		() => removeItems(remover.doc, ['card'], remover),
		() => remover.undo.undo()
	]) {
		change();
		sync(remover);
	}
	return all[0]!.texts.flatMap((text) =>
		past.authorship
			.runsOf(text)
			.flatMap((run) =>
				run.text.split('').map((letter) => ({ letter, author: run.origin?.author }))
			)
	);
}

const authorOf = (letter: string): string | undefined =>
	people[Math.floor((letter.charCodeAt(0) - firstLetter) / lettersOf)];

it.each(Array.from({ length: 40 }, (_, seed) => seed + 1))(
	'each surviving letter has the author who wrote it, whatever was done at once (seed %i)',
	(seed) => {
		const letters = play(seed);
		const wrong = letters.filter(({ letter, author }) => author !== authorOf(letter));
		expect(letters.length).toBeGreaterThan(20);
		expect(wrong).toEqual([]);
	}
);
