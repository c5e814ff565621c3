import { expect, test } from 'vitest';
import { Workshop } from '../testing/workshop.ts';
import { keep } from './blobs.ts';

const file = { hash: 'a'.repeat(64), type: 'image/png', bytes: Uint8Array.of(1, 2, 3) };

test('a picture is kept for who may edit when it is here, and logged', async () => {
	const workshop = await Workshop.open();
	const { session } = workshop;
	const ana = await workshop.join();
	expect(await workshop.finish(keep(workshop, session, ana, file))).toBeNull();
	expect(await workshop.store.blobs(session.id)).toHaveLength(1);
	expect(await workshop.leaves('upload')).toHaveLength(1);
});

test.each([
	['was removed', { type: 'revoke' }],
	['only looks on', { type: 'set-role', role: 'observer' }]
] as const)('whoever %s by the time their picture is here leaves nothing', async (_, change) => {
	const workshop = await Workshop.open();
	const { session } = workshop;
	const ana = await workshop.join();
	const changing = session.command({ ...change, participant: ana }, { type: 'host' });
	const keeping = keep(workshop, session, ana, file);
	expect(await workshop.finish(changing)).toMatchObject({ ok: true });
	expect(await workshop.finish(keeping)).toMatchObject({ status: 403 });
	expect(await workshop.store.blobs(session.id)).toEqual([]);
	expect(await workshop.leaves('upload')).toEqual([]);
});
