import { describe, expect, it } from 'vitest';
import { formatRoomName, parseRoomName, roomFromUrl, roomKey } from './room-name.ts';

const session = 'abcdefghij12';

describe('room names', () => {
	it.each([
		[session, { session, kind: 'board' }, session],
		[`${session}~private`, { session, kind: 'private' }, `${session}~private~ana`],
		[`${session}~side~S_1-x`, { session, kind: 'side', side: 'S_1-x' }, `${session}~side~S_1-x`]
	])('%s', (name, room, key) => {
		const parsed = parseRoomName(name)!;
		expect(parsed).toEqual(room);
		expect(formatRoomName(parsed)).toBe(name);
		expect(roomKey(parsed, 'ana')).toBe(key);
	});

	it.each([
		'',
		'short',
		'UPPERCASE12345',
		'a'.repeat(65),
		`${session}~`,
		`${session}~other`,
		`${session}~private~ana`,
		`${session}~private~`,
		`${session}~side`,
		`${session}~side~`,
		`${session}~side~a~b`,
		`${session}~side~a/b`,
		`${session}~side~${'x'.repeat(65)}`,
		`../${session}`,
		`${session}/..`,
		`${session}\0`,
		'__proto__',
		'constructor1'.toUpperCase()
	])('refuses %j', (name) => {
		expect(parseRoomName(name)).toBeNull();
	});
});

describe('the target of an upgrade', () => {
	it.each([
		[`/sync/${session}`, { token: null, concordia: false }],
		[`/sync/${session}?concordia=1`, { token: null, concordia: true }],
		[`/sync/${session}?token=t&other=x&concordia=0`, { token: 't', concordia: false }],
		[`/sync/${session}%7Eprivate?`, { token: null, concordia: false }]
	])('%s', (target, expected) => {
		expect(roomFromUrl(target)).toMatchObject(expected);
	});

	it.each([
		'/sync',
		'/sync/',
		`/other/${session}`,
		`/sync/${session}/x`,
		'/sync/%',
		`/sync/%2e%2e%2f${session}`,
		`//sync/${session}`
	])('refuses %s', (target) => {
		expect(roomFromUrl(target)).toBeNull();
	});
});
