import { applyPatches, type Item } from '@concordia/board';
import { describe, expect, it } from 'vitest';
import { moveSlide, slidesOf } from './slides.ts';

const frame = (id: string, slide?: number): Item => ({
	id,
	type: 'frame',
	pos: [0, 0],
	size: [100, 100],
	z: 'a0',
	...(slide !== undefined && { slide })
});
const ids = (items: readonly Item[]): string => items.map(({ id }) => id).join('');

describe('the order of a presentation', () => {
	it('is the order of reading, unless frames have numbers', () => {
		expect(ids(slidesOf([frame('a'), frame('b'), frame('c')]))).toBe('abc');
		expect(ids(slidesOf([frame('a'), frame('b', 2), frame('c', 1)]))).toBe('cba');
	});

	it('takes frames only, and bears odd numbers', () => {
		const odd = { ...frame('b'), slide: 'first' } as unknown as Item;
		expect(ids(slidesOf([{ ...frame('x'), type: 'note' }, odd, frame('a', 1)]))).toBe('ab');
	});

	it('changes by one step at a time and stays', () => {
		let slides = [frame('a'), frame('b'), frame('c')];
		const move = (id: string, step: 1 | -1): void => {
			slides = slidesOf(applyPatches(slides, moveSlide(slides, id, step)));
		};
		move('c', -1);
		expect(ids(slides)).toBe('acb');
		move('a', 1);
		expect(ids(slides)).toBe('cab');
		move('c', -1);
		expect(ids(slides)).toBe('cab');
	});
});
