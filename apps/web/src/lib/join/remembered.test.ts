import { describe, expect, it } from 'vitest';
import { forget, remember, rememberedSessions } from './remembered.ts';

function shelf(content?: string) {
	const kept = new Map<string, string>(
		content === undefined ? [] : [['concordia.sessions', content]]
	);
	return {
		kept,
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => void kept.set(key, value),
		removeItem: (key: string) => void kept.delete(key)
	};
}

const a = { session: 'aaaaaaaaaa', title: 'A', name: 'Ana' };
const b = { session: 'bbbbbbbbbb', title: 'B', name: 'Ana' };

describe('sessions remembered on this device', () => {
	it('has the newest first, each once, with what was said last', () => {
		const device = shelf();
		remember(a, device);
		remember(b, device);
		remember({ ...a, name: 'Anna' }, device);
		expect(rememberedSessions(device)).toEqual([{ ...a, name: 'Anna' }, b]);
	});

	it('forgets one and keeps the others; after the last nothing is left', () => {
		const device = shelf();
		remember(a, device);
		remember(b, device);
		forget('bbbbbbbbbb', device);
		expect(rememberedSessions(device)).toEqual([a]);
		forget('aaaaaaaaaa', device);
		expect(device.kept.size).toBe(0);
	});

	it('keeps at most twenty', () => {
		const device = shelf();
		for (let i = 10; i < 40; i++) remember({ ...a, session: `session0${i}` }, device);
		expect(rememberedSessions(device)).toHaveLength(20);
		expect(rememberedSessions(device)[0]?.session).toBe('session039');
	});

	it.each(['not json', '{}', '[{"session":"../../etc","title":"x","name":"y"}]', '[null, 3]'])(
		'ignores %s',
		(content) => {
			expect(rememberedSessions(shelf(content))).toEqual([]);
		}
	);

	it('goes on without storage', () => {
		const closed = {
			getItem: (): string => {
				throw new Error('closed');
			},
			setItem: () => {
				throw new Error('closed');
			},
			removeItem: () => {
				throw new Error('closed');
			}
		};
		remember(a, closed);
		expect(rememberedSessions(closed)).toEqual([]);
	});
});
