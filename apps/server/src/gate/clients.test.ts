import { describe, expect, it } from 'vitest';
import { ClientIds } from './clients.ts';

describe('client ids', () => {
	it('belong to who claimed them first', () => {
		const clients = new ClientIds(10);
		expect(clients.standing(1, 'ana')).toBe('free');
		clients.claim(1, 'ana');
		expect(clients.standing(1, 'ana')).toBe('own');
		expect(clients.standing(1, 'ben')).toBe('foreign');
		expect(clients.ownerOf(1)).toBe('ana');
		expect(() => clients.claim(1, 'ben')).toThrow('foreign');
	});

	it('are bounded for each participant', () => {
		const clients = new ClientIds(2, [{ client: 1, participant: 'ana' }]);
		expect(clients.standing(2, 'ana', 1)).toBe('too-many');
		clients.claim(2, 'ana');
		clients.claim(2, 'ana');
		expect(clients.countOf('ana')).toBe(2);
		expect(clients.standing(3, 'ana')).toBe('too-many');
		expect(clients.standing(1, 'ana')).toBe('own');
		expect(clients.standing(3, 'ben')).toBe('free');
	});
});
