import { access, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Config } from '../config.ts';
import { RESTORED } from '../host-changes.ts';
import { accepted, Refused, withHost } from './host.ts';
import type { Output } from './sessions.ts';
import { packFiles, unpackFiles } from './tar.ts';
import { fromHere, type Arguments } from './usage.ts';

const DATABASE = 'concordia.db';
const KEYS = ['log.key', 'host.key'];

/** Everything that makes up the data folder, in one file. Whoever has it can do what the server can. */
export async function backup(config: Config, given: Arguments): Promise<Output> {
	given.only('out');
	given.after(1);
	const out = given.file('out');
	if (await exists(out)) throw new Refused(`${out} is there already`);
	const { file } = await withHost(config, async (host) =>
		accepted<{ file: string }>(await host.post('/api/backup', {}))
	);
	try {
		const files = [{ name: DATABASE, from: file }];
		for (const name of KEYS) {
			const from = path.join(config.data, name);
			if (await exists(from)) files.push({ name, from });
		}
		await packFiles(files, out);
	} finally {
		await rm(file, { force: true });
	}
	return { text: out, json: { file: out } };
}

/** Puts a backup into an empty data folder: what is there is never overwritten. */
export async function restore(config: Config, given: Arguments): Promise<Output> {
	given.only();
	const [typed = ''] = given.after(1, 'the file to restore');
	const file = fromHere(typed);
	if (!(await exists(file))) throw new Refused(`${file} cannot be read`);
	await mkdir(config.data, { recursive: true, mode: 0o700 });
	if ((await readdir(config.data)).length > 0) {
		throw new Refused(`${config.data} is not empty: set CONCORDIA_DATA to a new folder`);
	}
	// Unpacked beside it first, so that a damaged backup leaves nothing half done.
	const scratch = await mkdtemp(`${config.data}-restoring-`);
	try {
		const names = await unpackFiles(file, scratch, new Set([DATABASE, ...KEYS]));
		if (!names.includes(DATABASE)) throw new Error('no database in it');
		for (const name of names) await rename(path.join(scratch, name), path.join(config.data, name));
		// At its first start the server says so in every log: what came after the backup is missing there.
		await writeFile(path.join(config.data, RESTORED), '', { mode: 0o600 });
	} catch (error) {
		throw new Refused(`${file} is no backup, or a damaged one: ${(error as Error).message}`);
	} finally {
		await rm(scratch, { recursive: true, force: true });
	}
	return { text: `restored into ${config.data}`, json: { data: config.data } };
}

async function exists(file: string): Promise<boolean> {
	try {
		await access(file);
		return true;
	} catch {
		return false;
	}
}
