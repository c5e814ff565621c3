import { describe, expect, it } from 'vitest';
import { forget, recall, remember } from './remembered.ts';

class FakeShelf {
	readonly texts = new Map<string, string>();
	getItem = (key: string): string | null => this.texts.get(key) ?? null;
	setItem = (key: string, text: string): void => void this.texts.set(key, text);
	removeItem = (key: string): void => void this.texts.delete(key);
}

const what = { note: 'n', verifierKey: 'k', at: 5 };

describe('what a browser remembers of a log', () => {
	it('is kept for each session by itself', () => {
		const shelf = new FakeShelf();
		expect(remember(shelf, 'a', what)).toBe(true);
		expect(recall(shelf, 'a')).toEqual(what);
		expect(recall(shelf, 'b')).toBeNull();
		forget(shelf, 'a');
		expect(recall(shelf, 'a')).toBeNull();
	});

	it.each(['', '{', 'null', '5', '{"note":5}'])('is nothing when %j lies there', (text) => {
		const shelf = new FakeShelf();
		shelf.setItem('concordia.log.a', text);
		expect(recall(shelf, 'a')).toBeNull();
	});

	it('is nothing where storage is closed', () => {
		const closed = {
			getItem: () => {
				throw new Error('closed');
			},
			setItem: () => {
				throw new Error('closed');
			},
			removeItem: () => {
				throw new Error('closed');
			}
		};
		expect(recall(closed, 'a')).toBeNull();
		expect(remember(closed, 'a', what)).toBe(false);
		expect(() => forget(closed, 'a')).not.toThrow();
		expect(remember(null, 'a', what)).toBe(false);
	});
});
