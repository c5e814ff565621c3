import { access, rm } from 'node:fs/promises';
import path from 'node:path';
import type { ServerCommand } from '@concordia/session';
import type { App } from './app.ts';
import { hashToken } from './session/token.ts';

/** Lies in a data folder that was restored from a backup, until the logs say so. */
export const RESTORED = 'restored';
const HOST_KEY = 'host-key';

/**
 * What whoever runs the server did while it was off and everybody is to know: a backup was restored, or the
 * host key is another one. Each is an entry in the log of every session, once.
 */
export async function tellOfChanges(app: App): Promise<void> {
	const { store, config, hostCookie } = app;
	const marker = path.join(config.data, RESTORED);
	if (await exists(marker)) {
		await tellAll(app, { type: 'restored' });
		await rm(marker, { force: true });
	}
	// Of what stands for the key, so that nobody who reads the store can sign in with it.
	const now = hashToken(hostCookie);
	const before = await store.meta(HOST_KEY);
	if (before === now) return;
	if (before !== null) await tellAll(app, { type: 'host-key-changed' });
	await store.commit({ meta: [{ key: HOST_KEY, value: now }] });
}

async function tellAll({ registry }: App, command: ServerCommand): Promise<void> {
	for (const session of await registry.all()) {
		const decision = await session.command(command, { type: 'host' });
		if (decision.ok) session.grew();
	}
}

async function exists(file: string): Promise<boolean> {
	try {
		await access(file);
		return true;
	} catch {
		return false;
	}
}
