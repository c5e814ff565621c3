import { describe, expect, test } from 'vitest';
import { Pictures, type Decoded } from './pictures.ts';

interface Asked {
	readonly address: string;
	readonly width: number | null;
	readonly give: (natural: number, height?: number) => Promise<void>;
	readonly fail: () => Promise<void>;
}

/** Pictures whose decoder waits for the test; what is open is counted. */
function makePictures(budget?: number) {
	const asked: Asked[] = [];
	const open = new Set<string>();
	const retries: (() => void)[] = [];
	const pictures = new Pictures({
		onChange: () => undefined,
		later: (run) => retries.push(run),
		...(budget === undefined ? {} : { budget }),
		decoder: {
			decode(address, width) {
				const { promise, resolve, reject } = Promise.withResolvers<Decoded>();
				const settle = (act: () => void) => async (): Promise<void> => {
					act();
					await promise.catch(() => null);
					// The queue goes on in microtasks.
					for (let i = 0; i < 8; i++) await Promise.resolve();
				};
				asked.push({
					address,
					width,
					give: (natural, height = 1) =>
						settle(() => {
							const shown = Math.min(natural, width ?? natural);
							const name = `${address} ${shown}`;
							open.add(name);
							resolve({
								image: { name } as unknown as CanvasImageSource,
								width: shown,
								height,
								natural,
								close: () => open.delete(name)
							});
						})(),
					fail: () => settle(() => reject(new Error('gone')))()
				});
				return promise;
			}
		}
	});
	const look = (address: string, width: number): string | null => {
		const image = pictures.get(address, width) as unknown as { name: string } | null;
		return image?.name ?? null;
	};
	return { pictures, asked, open, retries, look };
}

describe('pictures', () => {
	test('are decoded in the width they are looked at, and kept', async () => {
		const { asked, look, pictures } = makePictures();
		expect(look('a', 300)).toBeNull();
		look('a', 310);
		expect(asked.map(({ width }) => width)).toEqual([512]);
		expect(pictures.isLoading).toBe(true);
		await asked[0]!.give(4000);
		expect(look('a', 300)).toBe('a 512');
		expect(pictures.isLoading).toBe(false);
		expect(asked).toHaveLength(1);
	});

	test('show what there is until a sharper one has come, and serve smaller sizes from it', async () => {
		const { asked, look } = makePictures();
		look('a', 100);
		await asked[0]!.give(4000);
		expect(look('a', 1000)).toBe('a 128');
		await asked[1]!.give(4000);
		expect(look('a', 1000)).toBe('a 1024');
		expect(look('a', 600)).toBe('a 1024');
		expect(look('a', 90)).toBe('a 128');
		expect(asked).toHaveLength(2);
	});

	test('are never asked for larger than they are', async () => {
		const { asked, look } = makePictures();
		look('a', 2000);
		await asked[0]!.give(300);
		expect(look('a', 2000)).toBe('a 300');
		expect(look('a', 4000)).toBe('a 300');
		expect(asked).toHaveLength(1);
	});

	test('come a few at a time, the newest first', async () => {
		const { asked, look } = makePictures();
		for (const address of ['a', 'b', 'c', 'd', 'e', 'f']) look(address, 64);
		expect(asked.map(({ address }) => address)).toEqual(['a', 'b', 'c', 'd']);
		await asked[0]!.give(64);
		expect(asked.at(-1)?.address).toBe('f');
	});

	test('that can not be had are asked for again later, not at every frame', async () => {
		const { asked, look, retries } = makePictures();
		look('a', 64);
		await asked[0]!.fail();
		expect(look('a', 64)).toBeNull();
		expect(asked).toHaveLength(1);
		retries[0]!();
		look('a', 64);
		await asked[1]!.give(64);
		expect(look('a', 64)).toBe('a 64');
	});

	test('keep within their memory: what was not on the screen longest goes first', async () => {
		const { pictures, asked, open, look } = makePictures(64 * 4 * 2);
		for (const address of ['a', 'b', 'c']) {
			pictures.beginFrame();
			look(address, 64);
			await asked.at(-1)!.give(64);
		}
		expect([...open]).toEqual(['b 64', 'c 64']);
		expect(pictures.bytes).toBe(64 * 4 * 2);
		pictures.destroy();
		expect(open.size).toBe(0);
	});

	test('that are too many for the memory at once are shown coarser and come to rest', async () => {
		const { pictures, asked, look } = makePictures(512 * 4 * 2);
		const names = ['a', 'b', 'c', 'd', 'e', 'f'];
		let done = 0;
		for (let frame = 0; frame < 60; frame++) {
			pictures.beginFrame();
			for (const name of names) look(name, 512);
			while (done < asked.length) await asked[done++]!.give(4000);
		}
		const before = asked.length;
		pictures.beginFrame();
		for (const name of names) expect(look(name, 512)).not.toBeNull();
		expect(asked.length).toBe(before);
		expect(pictures.bytes).toBeLessThanOrEqual(512 * 4 * 3);
	});
});
