import path from 'node:path';
import { json, type Answer } from './answer.ts';
import { requireHost } from './auth.ts';
import type { Call, Route } from './route.ts';

export const backupRoutes: readonly Route[] = [
	{ method: 'POST', path: '/api/backup', handle: backup }
];

/** Writes a copy of the store into the data folder, for the command line to pack and take away. */
async function backup(call: Call): Promise<Answer> {
	const denied = requireHost(call);
	if (denied !== null) return denied;
	const { config, store, world } = call.app;
	const file = path.join(config.data, `backup-${world.newId()}.db`);
	await store.backup(file);
	return json({ file });
}
