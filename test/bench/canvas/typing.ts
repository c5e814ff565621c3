import type { OpenBoard } from './whiteboard.ts';

const LETTERS = 80;
const LETTER_MS = 60;

declare global {
	interface Window {
		benchKeys?: number[];
	}
}

/** Writes into a note and returns how long each key took until its letter was painted, ms, sorted. */
export async function typeInNote(board: OpenBoard): Promise<readonly number[]> {
	await openNote(board);
	await board.page.evaluate(() => {
		const times: number[] = [];
		window.benchKeys = times;
		addEventListener(
			'keydown',
			({ timeStamp }) =>
				// The task after the next frame: the letter is on the screen.
				requestAnimationFrame(() => setTimeout(() => times.push(performance.now() - timeStamp))),
			{ capture: true }
		);
	});
	for (let n = 0; n < LETTERS; n++) {
		await board.page.keyboard.press('abcdefgh '[n % 9] ?? 'a');
		await new Promise((next) => setTimeout(next, LETTER_MS));
	}
	const times = await board.page.evaluate(() => window.benchKeys ?? []);
	await board.page.keyboard.press('Escape');
	return times.toSorted((a, b) => a - b);
}

const NOTES = 8;
const OPENS_MS = 5000;

/** Opens the text of a note by a double click: the first of a few on which no line lies in the way. */
async function openNote(board: OpenBoard): Promise<void> {
	const notes = board.items.filter(
		({ type, pos }) => type === 'note' && pos[0] > 1200 && pos[1] > 1200
	);
	for (const note of notes.slice(0, NOTES)) {
		await board.select([]);
		await board.look(note.pos[0] - 500, note.pos[1] - 300, 1);
		const [x, y] = await board.place(note.id);
		await board.page.mouse.dblclick(x, y + 80);
		if (await isWriting(board)) return;
		await board.page.keyboard.press('Escape');
	}
	throw new Error('no note could be written in');
}

async function isWriting(board: OpenBoard): Promise<boolean> {
	const opened = board.page.waitForFunction(
		() => document.activeElement?.matches('textarea, [contenteditable="true"]') === true,
		undefined,
		{ timeout: OPENS_MS }
	);
	return opened.then(
		() => true,
		() => false
	);
}
