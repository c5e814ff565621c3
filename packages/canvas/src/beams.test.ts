import { describe, expect, it } from 'vitest';
import { Beams } from './beams.ts';

describe('laser beams', () => {
	it('take only what is new of what is told again and again', () => {
		const beams = new Beams();
		beams.tell('anna', { points: [0, 0, 10, 0], count: 2 }, 'red', 0);
		beams.tell('anna', { points: [0, 0, 10, 0, 20, 0], count: 3 }, 'red', 50);
		expect(beams.rays(60).map(({ from, to }) => [from[0], to[0]])).toEqual([
			[0, 0],
			[0, 10],
			[10, 20]
		]);
	});

	it('fade and are gone', () => {
		const beams = new Beams();
		beams.tell('anna', { points: [0, 0], count: 1 }, 'red', 0);
		const [early] = beams.rays(100);
		const [late] = beams.rays(1000);
		expect(early!.strength).toBeGreaterThan(late!.strength);
		expect(beams.isShining).toBe(true);
		expect(beams.rays(1200)).toEqual([]);
		expect(beams.isShining).toBe(false);
	});

	it('of a hand that was lifted are not joined', () => {
		const beams = new Beams();
		beams.tell('anna', { points: [0, 0, 10, 0], count: 2 }, 'red', 0);
		beams.tell('anna', null, 'red', 10);
		beams.tell('anna', { points: [500, 0], count: 3 }, 'red', 20);
		expect(beams.rays(30).at(-1)).toMatchObject({ from: [500, 0], to: [500, 0] });
	});

	it('survive whatever is told', () => {
		const beams = new Beams();
		beams.tell('eve', { points: [1, 2, 3], count: 0 }, 'nothing', 0);
		beams.tell('eve', { points: [], count: 900 }, 'nothing', 1);
		beams.tell('eve', { points: [1, 2], count: 5 }, 'nothing', 2);
		expect(beams.rays(3)).toEqual([]);
	});
});
