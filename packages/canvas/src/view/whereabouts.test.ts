import { expect, test } from 'vitest';
import { Whereabouts } from './whereabouts.ts';

function place(): { element: HTMLElement; window: EventTarget; asked: () => number } {
	let asked = 0;
	const window = new EventTarget();
	const element = {
		ownerDocument: { defaultView: window },
		getBoundingClientRect: () => ({ left: (asked += 1) })
	} as unknown as HTMLElement;
	return { element, window, asked: () => asked };
}

test('the page is asked once, and again after it may have changed', () => {
	const { element, window, asked } = place();
	const where = new Whereabouts(element);
	expect([where.rect.left, where.rect.left]).toEqual([1, 1]);
	where.forget();
	expect(where.rect.left).toBe(2);
	window.dispatchEvent(new Event('scroll'));
	expect(where.rect.left).toBe(3);
	window.dispatchEvent(new Event('resize'));
	expect(where.rect.left).toBe(4);
	where.stop();
	window.dispatchEvent(new Event('resize'));
	expect(where.rect.left).toBe(4);
	expect(asked()).toBe(4);
});
