import { expect, test } from 'vitest';
import {
	addEdit,
	allEdits,
	editsOf,
	emptyOutbox,
	sendAll,
	sendLast,
	settle,
	takeBack,
	unsettledCount,
	type Outbox
} from './outbox.ts';

const edit = (key: string) => ({ key, detail: null });
const keys = (edits: readonly { key: string }[]) => edits.map((one) => one.key).join(' ');

/** Two edits sent on messages 1 and 2, one more waiting. */
function busy(): Outbox<null> {
	let box = sendLast(addEdit(emptyOutbox<null>(), edit('a')), 1);
	box = sendLast(addEdit(box, edit('b')), 2);
	return addEdit(box, edit('c'));
}

test('an edit counts as unsaved until the message that carried it is settled', () => {
	const box = busy();
	expect(unsettledCount(box)).toBe(3);
	const first = settle(box, 1);
	expect(keys(first.settled)).toBe('a');
	expect(unsettledCount(first.outbox)).toBe(2);
	expect(unsettledCount(settle(first.outbox, 2).outbox)).toBe(1);
});

test('settling never covers an edit that was not sent', () => {
	expect(keys(allEdits(settle(busy(), 99).outbox))).toBe('c');
});

test('a broken connection puts everything unsettled back in line, in order', () => {
	const box = takeBack(settle(busy(), 1).outbox);
	expect(box.sent).toEqual([]);
	expect(keys(box.waiting)).toBe('b c');
	expect(keys(editsOf(sendAll(box, 1), 1))).toBe('b c');
});

test('an update sent before the sync step does not claim older edits', () => {
	const offline = takeBack(busy());
	const box = sendLast(addEdit(offline, edit('d')), 1);
	expect(keys(editsOf(box, 1))).toBe('d');
	expect(keys(sendAll(box, 2).sent[1]?.edits ?? [])).toBe('a b c');
});

test('a message without edits of ours leaves no trace', () => {
	const box = emptyOutbox<null>();
	expect(sendAll(box, 1)).toBe(box);
	expect(settle(box, 1).settled).toEqual([]);
	expect(editsOf(box, 1)).toEqual([]);
});
