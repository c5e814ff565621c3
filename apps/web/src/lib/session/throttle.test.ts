import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { throttle } from './throttle.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('sends the first value at once, then the latest at most once per interval, and always the last', () => {
	const sent: number[] = [];
	const sender = throttle<number>((value) => sent.push(value), 66);
	for (let i = 1; i <= 5; i++) sender.push(i);
	expect(sent).toEqual([1]);
	vi.advanceTimersByTime(66);
	expect(sent).toEqual([1, 5]);
	vi.advanceTimersByTime(1000);
	expect(sent).toEqual([1, 5]);
	sender.push(6);
	expect(sent).toEqual([1, 5, 6]);
});

test('combines what waits, so that no field is lost', () => {
	const sent: object[] = [];
	const sender = throttle<object>(
		(value) => sent.push(value),
		10,
		(a, b) => ({ ...a, ...b })
	);
	sender.push({ cursor: 1 });
	sender.push({ cursor: 2 });
	sender.push({ viewport: 3 });
	vi.advanceTimersByTime(10);
	expect(sent).toEqual([{ cursor: 1 }, { cursor: 2, viewport: 3 }]);
});
